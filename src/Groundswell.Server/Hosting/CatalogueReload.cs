using Groundswell.Catalogue;

namespace Groundswell.Server.Hosting;

/// <summary>What a look at the catalogue's directory led to.</summary>
internal abstract record CatalogueReload
{
    private CatalogueReload()
    {
    }

    /// <summary>The files are those of the last look.</summary>
    public sealed record Unchanged : CatalogueReload;

    /// <summary>A new catalogue is in force.</summary>
    public sealed record Swapped(ServiceCatalogue Catalogue) : CatalogueReload;

    /// <summary>The files are broken; the catalogue in force stays.</summary>
    public sealed record Refused(IReadOnlyList<CatalogueError> Errors) : CatalogueReload;
}
