using Groundswell.Catalogue;
using Groundswell.Scenarios;

namespace Groundswell.Tests.Scenarios;

/// <summary>The files of the folder <c>scenarios</c>.</summary>
internal static class ShippedScenario
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "scenarios");

    private static readonly Lazy<ServiceCatalogue> Shipped = new(() => Assert.IsType<CatalogueReadResult.Valid>(Groundswell.Tests.Catalogue.ShippedCatalogueTests.Read()).Catalogue);

    /// <summary>The shipped catalogue, which scenarios play in.</summary>
    public static ServiceCatalogue Catalogue => Shipped.Value;

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.scenario").Select(p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal);

    public static Scenario Read(string name)
    {
        var result = ScenarioParser.Parse(File.ReadAllText(Path.Combine(Folder, name + ".scenario")));
        Assert.Empty(result.Errors);
        return Assert.IsType<Scenario>(result.Scenario);
    }
}
