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

    [Fact]
    public void The_suppliers_that_publish_a_page_for_machines_have_it_with_its_kind_and_a_map()
    {
        var feeds = Catalogue.Providers.Values.SelectMany(p => p.Feeds.Select(f => (p.Id, Feed: f))).ToList();

        Assert.Superset(new HashSet<string>(["aws", "azure", "cloudflare", "google"]), feeds.Select(f => f.Id).ToHashSet());
        Assert.All(feeds, f => Assert.True(f.Feed is { Url.Scheme: "https", Kind: not null, Map.Count: > 0 }));
    }

    [Theory]
    [InlineData("aws", "dynamodb", "us-east-1", "aws/us-east-1/dynamodb")]
    [InlineData("google", "Google Cloud Pub/Sub", "us-central1", "google/us-central1/pubsub")]
    [InlineData("google", "Cloud Run", "europe-west1", "google/europe-west1/cloud-run")]
    [InlineData("azure", "Azure Front Door - Connectivity issues", "", "azure/global/front-door")]
    [InlineData("azure", "Virtual Machines", "westus2", "azure/westus2/virtual-machines")]
    [InlineData("cloudflare", "CDN/Cache", "", "cloudflare/global/cdn")]
    [InlineData("cloudflare", "Amsterdam, Netherlands - (AMS)", "", "")]
    [InlineData("lets-encrypt", "acme-v02.api.letsencrypt.org (Production)", "", "lets-encrypt/global/acme")]
    public void A_name_on_a_suppliers_page_is_the_component_that_it_means(string provider, string name, string region, string component)
    {
        var feed = Assert.Single(Catalogue.Providers[provider].Feeds);

        Assert.Equal(component, string.Join(',', feed.Resolve([name], region.Length > 0 ? [region] : [], Catalogue)));
    }

    [Fact]
    public void Suppliers_of_every_function_can_be_recognised()
    {
        var functions = Catalogue.Fingerprints.SelectMany(f => f.Serves).Select(p => p.Function).ToHashSet();

        Assert.InRange(Catalogue.Fingerprints.Count(f => f.Serves.Count > 0), 150, int.MaxValue);
        Assert.Superset(Enum.GetValues<SuppliedFunction>().ToHashSet(), functions);
    }

    /// <summary>The later of two would never be found.</summary>
    [Fact]
    public void No_two_suppliers_bear_the_same_mark()
    {
        var marks =
            from fingerprint in Catalogue.Fingerprints
            from part in fingerprint.Serves
            from mark in part.NameServers.Select(p => $"name server {p}")
                .Concat(part.Cnames.Select(p => $"CNAME {p}"))
                .Concat(part.MailServers.Select(p => $"MX {p}"))
                .Concat(part.Resources.Select(p => $"resource {p}"))
                .Concat(part.Issuers.Select(i => $"issuer {i}"))
                .Concat(part.Ranges.Select(r => $"range {r}"))
            group fingerprint.Id by mark into same
            where same.Count() > 1
            select $"{same.Key}: {string.Join(", ", same)}";

        Assert.Empty(marks);
    }

    [Fact]
    public void No_domain_has_two_owners() => Assert.Empty(Catalogue.Fingerprints
        .SelectMany(f => f.Domains.Select(d => (f.Id, d.Text)))
        .GroupBy(d => d.Text)
        .Where(g => g.Count() > 1)
        .Select(g => $"{g.Key}: {string.Join(", ", g.Select(d => d.Id))}"));

    internal static CatalogueReadResult Read()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "catalogue");
        var paths = Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return CatalogueReader.Read([.. paths.Select(p => new CatalogueFile(p, File.ReadAllText(p)))]);
    }
}
