namespace Groundswell.Catalogue;

/// <summary>What reading the catalogue came to.</summary>
public abstract record CatalogueReadResult
{
    private CatalogueReadResult()
    {
    }

    /// <summary>Every file is in order.</summary>
    public sealed record Valid(ServiceCatalogue Catalogue) : CatalogueReadResult;

    /// <summary>At least one error; all of them, by file and line.</summary>
    public sealed record Broken(IReadOnlyList<CatalogueError> Errors) : CatalogueReadResult;
}
