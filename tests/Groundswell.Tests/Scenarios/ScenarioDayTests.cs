using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Scenarios;
using Groundswell.Signals;

namespace Groundswell.Tests.Scenarios;

/// <summary>What a day may hold that is no outage.</summary>
public sealed class ScenarioDayTests
{
    private static readonly string[] Two = ["service bolt \"Bolt\" social usual 600/h", "service cog \"Cog\" email usual 600/h", "regions two GB 75 FR 25", "service dime \"Dime\" social usual 6000/h in two"];

    [Fact]
    public void A_surge_brings_its_multiple_of_the_usual_to_a_category_and_is_no_outage()
    {
        var day = ScenarioTexts.With([.. Two, "surge category:social from 06:00 to 18:00 by 3x"]);
        var counts = Count(day, "06:00", "18:00");

        Assert.Empty(day.Truths());
        Assert.InRange(counts["bolt"] / 7200.0, 2.9, 3.1);
        Assert.InRange(counts["acme"] / 720.0, 2.7, 3.3);
        Assert.InRange(counts["cog"] / 7200.0, 0.95, 1.05);
        Assert.InRange(Count(day, "18:00", "23:00")["bolt"] / 3000.0, 0.93, 1.07);
    }

    [Fact]
    public void A_surge_rises_to_its_multiple_and_falls_from_it()
    {
        var surge = Assert.Single(ScenarioTexts.With("surge acme from 06:00 to 10:00 by 3x rise 2h fall 1h").Surges);

        Assert.Equal([0, 0, 1, 2, 2, 1, 0], new[] { "05:59", "06:00", "07:00", "08:00", "09:00", "09:30", "10:00" }.Select(t => surge.ExcessAt(At(t))));
    }

    [Fact]
    public void A_surge_in_one_country_leaves_the_others_alone()
    {
        var day = ScenarioTexts.With([.. Two, "surge dime from 06:00 to 18:00 by 2x in FR"]);
        var reports = new ScenarioReports(day).Played(At("06:00"), At("18:00")).Where(r => r.Service.ToString() == "dime").CountBy(r => r.Region.ToString()).ToDictionary();

        Assert.InRange(reports["FR"] / 36_000.0, 0.97, 1.03);
        Assert.InRange(reports["GB"] / 54_000.0, 0.97, 1.03);
    }

    [Fact]
    public void Strays_come_on_other_categories_from_the_places_and_with_the_symptoms_that_are_named()
    {
        var day = ScenarioTexts.With([.. Two, "symptoms odd calls 1", "outage dime from 06:00 to 18:00 peak 1000/min", "stray 10% of dime to cog in FR with odd"]);
        var strays = new ScenarioReports(day).Played(At("06:00"), At("18:00")).Where(r => r.Service.ToString() == "cog" && r.Symptom.ToString() == "calls").ToList();

        Assert.InRange(strays.Count / (720 * 1000 * 0.1 * 0.25), 0.95, 1.05);
        Assert.All(strays, s => Assert.Equal("FR", s.Region.ToString()));
        Assert.Contains(SymptomId.Parse("calls"), ScenarioCatalogue.Build(day, ServiceCatalogue.Empty).Services[ServiceId.Parse("cog")].Symptoms);
    }

    [Fact]
    public void A_stray_without_a_place_is_as_it_was()
    {
        string[] lines = [.. Two, "outage dime from 06:00 to 07:00 peak 100/min", "stray 10% of dime to cog"];

        Assert.Equal(new ScenarioReports(ScenarioTexts.With(lines)).Played(), new ScenarioReports(ScenarioTexts.With([.. lines, "surge acme from 20:00 to 21:00 by 1x"])).Played());
    }

    [Fact]
    public void A_supplier_may_speak_of_itself_or_of_a_region_and_names_no_component()
    {
        var day = ScenarioTexts.With("notice acme-cloud at 06:00 major \"Something is wrong.\" incident one", "notice acme-cloud/r1 at 06:30 degraded \"In one region.\"");
        var notices = new ScenarioSignals(day, ScenarioCatalogue.Build(day, ServiceCatalogue.Empty)).Notices(day.Start, day.End).ToList();

        Assert.Equal([("acme-cloud", "acme-cloud", "one"), ("acme-cloud", "acme-cloud/r1", "acme-cloud/r1")], notices.Select(n => (n.Provider, n.Named, n.Incident)));
        Assert.All(notices, n => Assert.Null(n.Component));
        Assert.Contains("acme-cloud", ScenarioCatalogue.Build(day, ServiceCatalogue.Empty).Providers.Keys);
    }

    [Fact]
    public void A_probed_service_is_seen_well()
    {
        var day = ScenarioTexts.With("vantages 2", "probe acme");
        var results = new ScenarioSignals(day, ScenarioCatalogue.Build(day, ServiceCatalogue.Empty)).Results(At("06:00"), At("06:10")).ToList();

        Assert.Equal(20, results.Count);
        Assert.All(results, r => Assert.True(r.Failure is null && r.Target == new ProbeTarget(ServiceId.Parse("acme"))));
    }

    [Theory]
    [InlineData("nxdomain", FailureClass.Nxdomain)]
    [InlineData("refused", FailureClass.Refused)]
    [InlineData("servfail", FailureClass.Servfail)]
    [InlineData("timeout", FailureClass.Timeout)]
    [InlineData("unreachable", FailureClass.Unreachable)]
    [InlineData("portal-200", FailureClass.TlsName)]
    [InlineData("portal-302", FailureClass.ConnectRefused)]
    [InlineData("intercepted", FailureClass.TlsChain)]
    public void A_blind_vantage_sees_all_fail_alike_for_as_long_and_the_others_go_on(string kind, FailureClass failure)
    {
        var day = ScenarioTexts.With("vantages 2", "component a/b/c", "component a/b/d", "probe acme", $"blind {kind} from 06:00 to 07:00 at 1");
        var results = Results(day, "06:00", "07:00");

        Assert.Equal([VantageId.Node, VantageId.Parse("vantage-2")], results.Select(r => r.Vantage).Distinct());
        Assert.All(results, r => Assert.Equal(r.Vantage == VantageId.Node ? failure : null, r.Failure));
        Assert.All(Results(day, "05:00", "06:00").Concat(Results(day, "07:00", "08:00")), r => Assert.Null(r.Failure));
    }

    [Theory]
    [InlineData("ipv4-only")]
    [InlineData("ipv6-only")]
    public void Where_one_family_is_missing_the_same_part_of_the_targets_fails_all_the_time(string kind)
    {
        var day = ScenarioTexts.With(["vantages 1", .. Enumerable.Range(1, 40).Select(i => $"component a/b/c-{i}"), $"blind {kind} from 06:00 to 07:00"]);
        var failing = Results(day, "06:00", "07:00").GroupBy(r => r.Target).Select(g => g.Select(r => r.Failure).Distinct().ToList()).ToList();

        Assert.All(failing, f => Assert.Single(f));
        Assert.InRange(failing.Count(f => f[0] is FailureClass.Unreachable), 4, 36);
    }

    [Fact]
    public void What_a_supplier_says_meanwhile_is_read_when_the_way_is_back()
    {
        var day = ScenarioTexts.With("vantages 1", "blind timeout from 06:00 to 07:00", "notice a/b/c at 06:30 major \"It fails.\"", "notice a/b/d at 05:30 major \"It fails.\"");
        var notices = new ScenarioSignals(day, ScenarioCatalogue.Build(day, ServiceCatalogue.Empty)).Notices(day.Start, day.End).ToList();

        Assert.Equal([(At("05:30"), At("05:30")), (At("06:30"), At("07:00"))], notices.Select(n => (n.PostedAt, n.SeenAt)));
    }

    [Fact]
    public void A_day_holds_what_its_services_need_what_stands_on_that_and_what_it_names()
    {
        Component Of(string id, params string[] needs) => new()
        {
            Id = ComponentId.Parse(id),
            Name = id,
            Kind = ComponentKind.Application,
            Dependencies = [.. needs.Select(n => new Dependency { On = ComponentId.Parse(n), Criticality = Criticality.Hard, Evidence = [new(EvidenceKind.Stated, "made up")] })],
        };
        var catalogue = new ServiceCatalogue(
            [], [], [], [new() { Id = "p", Name = "P" }],
            [Of("p/r/base"), Of("p/r/needed", "p/r/base"), Of("p/r/beside", "p/r/base", "p/r/other"), Of("p/r/other"), Of("p/r/stranger"), Of("p/q/named")]);
        string[] lines = ["vantages 1", "needs acme on p/r/needed hard", "expect never-cause p/q/*"];

        Assert.Equal(
            ["p/q/named", "p/r/base", "p/r/beside", "p/r/needed", "p/r/other"],
            ScenarioCatalogue.Build(ScenarioTexts.With(lines), catalogue).Components.Keys.Select(c => c.ToString()).Order(StringComparer.Ordinal));
        Assert.Contains(ComponentId.Parse("p/r/stranger"), ScenarioCatalogue.Build(ScenarioTexts.With([.. lines, "blind timeout from 06:00 to 07:00"]), catalogue).Components.Keys);
    }

    private static List<ProbeResult> Results(Scenario day, string from, string to) =>
        [.. new ScenarioSignals(day, ScenarioCatalogue.Build(day, ServiceCatalogue.Empty)).Results(At(from), At(to))];

    private static Dictionary<string, int> Count(Scenario day, string from, string to) =>
        new ScenarioReports(day).Played(At(from), At(to)).CountBy(r => r.Service.ToString()).ToDictionary();

    private static DateTimeOffset At(string time) => ScenarioTexts.Start + TimeSpan.Parse(time, CultureInfo.InvariantCulture);
}
