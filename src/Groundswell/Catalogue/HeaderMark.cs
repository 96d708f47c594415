namespace Groundswell.Catalogue;

/// <summary>A response header that a supplier sets.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Contains">What its value contains, in lower case; null where the name alone tells.</param>
public sealed record HeaderMark(string Name, string? Contains);
