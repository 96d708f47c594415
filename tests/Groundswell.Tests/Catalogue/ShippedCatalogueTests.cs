using Groundswell.Catalogue;

namespace Groundswell.Tests.Catalogue;

public sealed class ShippedCatalogueTests
{
    private static readonly Lazy<CatalogueReadResult> Shipped = new(Read);

    private static ServiceCatalogue Catalogue => Assert.IsType<CatalogueReadResult.Valid>(Shipped.Value).Catalogue;

    [Fact]
    public void It_has_no_errors() =>
        Assert.Empty((Shipped.Value as CatalogueReadResult.Broken)?.Errors ?? []);

    [Fact]
    public void It_is_large_enough_to_begin_with()
    {
        Assert.InRange(Catalogue.Services.Count, 230, int.MaxValue);
        Assert.InRange(Catalogue.Services.Values.Sum(s => s.Dependencies.Count), 100, int.MaxValue);
        Assert.InRange(Catalogue.Services.Values.Select(s => s.Category).Distinct().Count(), 20, int.MaxValue);
    }

    [Fact]
    public void Only_carriers_and_internet_providers_report_stray() =>
        Assert.Equal(["carrier", "isp"], Catalogue.Categories.Values.Where(c => c.ReportsStray).Select(c => c.Id).Order());

    [Fact]
    public void Launches_fail_with_DynamoDB_and_load_balancers_with_launches_as_in_October_2025()
    {
        var needs = new NeedsClosure(Catalogue);

        Assert.Contains(ComponentId.Parse("aws/us-east-1/dynamodb"), needs.Of(ComponentId.Parse("aws/us-east-1/ec2-launch")));
        Assert.Contains(ComponentId.Parse("aws/us-east-1/ec2-launch"), needs.Of(ComponentId.Parse("aws/us-east-1/nlb")));
    }

    [Fact]
    public void No_word_is_defined_that_nothing_uses()
    {
        var symptoms = Catalogue.Services.Values.SelectMany(s => s.Symptoms).ToHashSet();
        var categories = Catalogue.Services.Values.Select(s => s.Category).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Catalogue.Symptoms.Keys.Where(s => !symptoms.Contains(s)));
        Assert.Empty(Catalogue.Categories.Keys.Where(c => !categories.Contains(c)));
    }

    internal static CatalogueReadResult Read()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "catalogue");
        var paths = Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return CatalogueReader.Read([.. paths.Select(p => new CatalogueFile(p, File.ReadAllText(p)))]);
    }
}
