namespace Groundswell.Catalogue;

/// <summary>A kind of service.</summary>
/// <param name="Id">Slug.</param>
/// <param name="Label">The words that pages show.</param>
public sealed record Category(string Id, string Label);
