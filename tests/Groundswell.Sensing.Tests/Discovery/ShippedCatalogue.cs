using Groundswell.Catalogue;

namespace Groundswell.Sensing.Tests.Discovery;

/// <summary>The catalogue that comes along, read once.</summary>
internal static class ShippedCatalogue
{
    private static readonly Lazy<IReadOnlyList<CatalogueFile>> Texts = new(() =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "catalogue"), "*.yaml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(p => new CatalogueFile(p, File.ReadAllText(p)))]);

    private static readonly Lazy<ServiceCatalogue> Catalogue = new(() => Read());

    public static ServiceCatalogue Value => Catalogue.Value;

    /// <summary>It with more files.</summary>
    public static ServiceCatalogue Read(params CatalogueFile[] more) =>
        Assert.IsType<CatalogueReadResult.Valid>(CatalogueReader.Read([.. Texts.Value, .. more])).Catalogue;
}
