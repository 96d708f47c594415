namespace Groundswell.Catalogue;

/// <summary>How a dependency is known.</summary>
/// <param name="Kind">What sort of knowledge it is.</param>
/// <param name="Source">A public address or the title of a public document; for an assumption, the reason for it.</param>
/// <param name="Note">What the source says, in our words.</param>
public sealed record Evidence(EvidenceKind Kind, string Source, string? Note = null);
