namespace Groundswell.Catalogue;

/// <summary>One YAML file of the catalogue, already read.</summary>
/// <param name="Path">The name that errors show; it is never opened.</param>
/// <param name="Text">The whole text.</param>
public sealed record CatalogueFile(string Path, string Text);
