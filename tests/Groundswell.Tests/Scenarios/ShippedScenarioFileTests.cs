using Groundswell.Catalogue;
using Groundswell.Scenarios;

namespace Groundswell.Tests.Scenarios;

public sealed class ShippedScenarioFileTests
{
    private static readonly Lazy<ServiceCatalogue> Catalogue = new(ReadCatalogue);

    public static TheoryData<string> Names => [.. ShippedScenario.Names];

    /// <summary>A node refuses reports on what its catalogue does not know.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Its_services_and_their_symptoms_are_those_of_the_shipped_catalogue(string name)
    {
        var scenario = ShippedScenario.Read(name);
        var used = scenario.Services.Select(s => (s.Id, s.Symptoms)).Concat(scenario.Outages.Select(o => (o.Service, o.Symptoms)));

        Assert.All(scenario.Services, s => Assert.Equal(Catalogue.Value.Services[s.Id].Category, s.Category));
        Assert.Empty(used.SelectMany(u => u.Symptoms.Values.Except(Catalogue.Value.Services[u.Item1].Symptoms).Select(s => $"{u.Item1}: {s}")).Distinct());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_expects_something(string name) =>
        Assert.Contains(ShippedScenario.Read(name).Expectations, e => e is ScenarioExpectation.FalseIncidents);

    [Fact]
    public void The_day_of_October_2025_is_of_its_size()
    {
        var day = ShippedScenario.Read("aws-2025-10-20");
        var failing = day.Outages.Select(o => o.Service).Distinct().Count();
        var reports = new ScenarioReports(day).Played().LongCount() / day.Scale;

        Assert.InRange(failing, 60, int.MaxValue);
        Assert.InRange(day.Services.Count - failing, 20, int.MaxValue);
        Assert.InRange(reports, 11e6, 13e6);
    }

    [Fact]
    public void The_rivals_of_June_2020_have_no_outage_but_a_few_per_cent_of_the_victims_reports()
    {
        var day = ShippedScenario.Read("rivals-2020-06-15");

        Assert.All(day.Strays, s => Assert.DoesNotContain(day.Outages, o => o.Service == s.To));
        Assert.All(day.Strays, s => Assert.InRange(s.Share, 0.03, 0.08));
        Assert.Equal(114_000, day.Outages.Single(o => o.Service == ServiceId.Parse("t-mobile")).PeakPerMinute * 15);
    }

    [Fact]
    public void The_page_lists_every_file_and_its_first_example_can_be_read()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "scenarios", "scenarios.md"));

        Assert.All(ShippedScenario.Names, name => Assert.Contains($"| `{name}` |", page, StringComparison.Ordinal));
        Assert.Empty(ScenarioParser.Parse(page.Split("```")[1]).Errors);
    }

    private static ServiceCatalogue ReadCatalogue()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "catalogue");
        var files = Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return Assert.IsType<CatalogueReadResult.Valid>(CatalogueReader.Read([.. files.Select(p => new CatalogueFile(p, File.ReadAllText(p)))])).Catalogue;
    }
}
