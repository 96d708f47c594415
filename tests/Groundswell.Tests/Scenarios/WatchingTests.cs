using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;
using Groundswell.Scenarios;

namespace Groundswell.Tests.Scenarios;

/// <summary>A reader looks once a minute from 06:00 to 07:00; each line says what stood there in which minutes.</summary>
public sealed class WatchingTests
{
    private const string Tables = "acme/r1/tables";
    private const string Names = "acme/global/names";

    private readonly List<(string From, string To, long Id, string Cause, double Probability, int Down, string? Wave)> _shown = [];

    [Fact]
    public void A_cause_is_in_force_for_a_share_of_the_minutes_and_the_first_other_minute_is_told()
    {
        Show("06:00", "06:54", Tables);
        Show("06:54", "07:00", Names);

        Assert.True(Judge($"expect cause {Tables} from 06:00 to 07:00 for 90%").Met);
        Assert.True(Judge($"expect cause {Tables} from 06:00 to 06:54").Met);
        Assert.True(Judge($"expect cause {Tables} or {Names} from 06:00 to 07:00").Met);
        Assert.True(Judge("expect cause acme/r1/* or acme/global/* from 06:00 to 07:00").Met);
        var missed = Judge($"expect cause {Tables} from 06:00 to 07:00 for 91%");
        Assert.False(missed.Met);
        Assert.Contains("90 % of 60 min", missed.Reason, StringComparison.Ordinal);
        Assert.Contains($"first at 10-20 06:54: {Names} (90 %)", missed.Reason, StringComparison.Ordinal);
        Assert.Contains($"{Names} 6 min", missed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_minute_without_a_cause_is_not_one_with_it_unless_none_is_expected_too()
    {
        Show("06:10", "07:00", Tables);

        Assert.False(Judge($"expect cause {Tables} from 06:00 to 07:00 for 90%").Met);
        Assert.True(Judge($"expect cause {Tables} or none from 06:00 to 07:00").Met);
        Assert.True(Judge("expect cause none from 06:00 to 06:10").Met);
    }

    [Fact]
    public void A_region_is_not_its_component_and_a_probability_may_be_too_low()
    {
        Show("06:00", "07:00", "acme/r1", probability: 0.7);

        Assert.False(Judge($"expect cause {Tables} from 06:00 to 07:00").Met);
        Assert.False(Judge("expect cause acme/r1/* from 06:00 to 07:00").Met);
        Assert.True(Judge("expect cause acme/r1 from 06:00 to 07:00 probability 70%").Met);
        Assert.False(Judge("expect cause acme/r1 from 06:00 to 07:00 probability 71%").Met);
    }

    [Fact]
    public void A_name_that_must_never_stand_is_found_in_a_wave_too()
    {
        Show("06:00", "07:00", Tables, wave: Names);

        var missed = Judge($"expect never-cause {Names}");
        Assert.False(missed.Met);
        Assert.Contains($"wave 2 through {Names}", missed.Reason, StringComparison.Ordinal);
        Assert.True(Judge($"expect never-cause {Names} above 95%").Met);
        Assert.True(Judge("expect never-cause acme/r1/other").Met);
        Assert.True(Judge($"expect only-cause {Tables}").Met);
    }

    [Fact]
    public void The_largest_incident_is_meant_and_a_smaller_wrong_one_beside_it_is_found_by_only_and_never()
    {
        Show("06:00", "07:00", Tables, down: 3);
        Show("06:20", "06:30", Names, id: 2, down: 1);

        Assert.True(Judge($"expect cause {Tables} from 06:00 to 07:00").Met);
        Assert.False(Judge($"expect only-cause {Tables}").Met);
        Assert.False(Judge($"expect never-cause {Names}").Met);
        Assert.True(Judge($"expect never-cause {Names} above 90%").Met);
        Assert.True(Judge($"expect never-cause {Names} at-most 10m").Met);
        Assert.False(Judge($"expect never-cause {Names} at-most 9m").Met);
        Assert.True(Judge($"expect never-cause {Names} from 06:30 to 07:00").Met);
        Assert.False(Judge("expect no-cause").Met);
        Assert.True(Judge("expect no-cause from 05:00 to 06:00").Met);
    }

    [Fact]
    public void Each_change_of_name_counts_once_whether_an_incident_is_renamed_or_gives_way()
    {
        Show("06:00", "06:10", Tables);
        Show("06:10", "06:20", Names);
        Show("06:20", "06:30", Tables, id: 2);
        Show("06:40", "06:50", Tables, id: 3);

        Assert.True(Judge("expect renames at-most 2").Met);
        Assert.False(Judge("expect renames at-most 1").Met);
        Assert.True(Judge("expect renames at-most 0 from 06:20 to 07:00").Met);
    }

    [Fact]
    public void A_smaller_incident_is_renamed_beside_the_largest()
    {
        Show("06:00", "07:00", Tables, down: 3);
        Show("06:00", "06:10", Names, id: 2, down: 1);
        Show("06:10", "07:00", "acme", id: 2, down: 1);

        Assert.False(Judge("expect renames at-most 0").Met);
    }

    [Fact]
    public void A_cause_that_an_incident_takes_at_its_end_was_not_named_by_what_was_said_of_another()
    {
        Show("06:00", "06:50", Names);
        Show("06:50", "07:00", Tables);

        var named = Judge($"expect cause {Tables} within 20m");
        Assert.False(named.Met);
        Assert.Equal(TimeSpan.FromMinutes(50), named.Delay);
        Assert.True(Judge($"expect cause {Tables} within 50m").Met);
        Assert.False(Judge($"expect cause {Names} within 20m").Met);
        Assert.True(Judge($"expect cause {Names} or {Tables} within 1m").Met);
    }

    [Theory]
    [InlineData("expect word acme down from 06:00 to 06:10", true)]
    [InlineData("expect word acme down from 06:00 to 06:20", false)]
    [InlineData("expect word acme down from 06:00 to 06:20 for 50%", true)]
    [InlineData("expect word acme down or recovering from 06:00 to 06:20", true)]
    [InlineData("expect word acme not down", false)]
    [InlineData("expect word acme not down from 06:10 to 07:00", true)]
    [InlineData("expect word acme recovering at 06:12", true)]
    [InlineData("expect word acme down at 06:12", false)]
    [InlineData("expect sentence acme has \"users\" at 06:05", true)]
    [InlineData("expect sentence acme has \"nobody\" or \"users\" at 06:05", true)]
    [InlineData("expect sentence acme lacks \"users\" at 06:05", false)]
    [InlineData("expect sentence acme lacks \"users\" from 06:10 to 07:00", true)]
    [InlineData("expect sentence home has \"trouble\" from 06:00 to 06:10", true)]
    [InlineData("expect sentence home lacks \"trouble\" from 06:10 to 07:00", true)]
    [InlineData("expect sentence home lacks \"trouble\"", false)]
    public void Words_and_sentences_are_those_of_their_minutes(string line, bool met) => Assert.Equal(met, Judge(line).Met);

    [Theory]
    [InlineData("has \"tables fail\"", true)]
    [InlineData("has \"acme r1 tables\"", true)]
    [InlineData("has \"names fail\"", false)]
    [InlineData("lacks \"names fail\"", false)]
    [InlineData("lacks \"the sea\"", true)]
    [InlineData("has \"tables\" from 05:30 to 06:00", false)]
    [InlineData("lacks \"tables\" from 05:30 to 06:00", true)]
    public void What_a_cause_must_say_is_said_of_the_largest_and_what_it_must_not_of_none(string how, bool met)
    {
        Show("06:00", "07:00", Tables, down: 3);
        Show("06:00", "07:00", Names, id: 2, down: 1);

        Assert.Equal(met, Judge($"expect sentence cause {how}{(how.Contains("from", StringComparison.Ordinal) ? "" : " from 06:00 to 07:00")}").Met);
    }

    [Fact]
    public void What_nobody_looked_at_is_not_met()
    {
        var judge = new ScenarioJudge(ScenarioTexts.With("expect no-cause", "expect word acme not down", "expect renames at-most 0"));

        Assert.All(judge.Judge().Results, r => Assert.False(r.Met));
    }

    [Fact]
    public void A_cause_that_the_catalogue_does_not_know_is_an_error_with_its_line()
    {
        var scenario = ScenarioTexts.With("component acme/r1/tables", "expect never-cause acme/r1/tables or acme/r1/tabels", "expect no-cause", "expect cause acme or bolt within 5m", "expect on-its-own acme/r2/tables");

        var errors = ScenarioCheck.Find(scenario, ScenarioCatalogue.Build(scenario, ServiceCatalogue.Empty));

        Assert.Equal([(8, 38, "acme/r1/tabels"), (10, 22, "bolt"), (11, 1, "acme/r2/tables")], errors.Select(e => (e.Line, e.Column, e.Reason.Split('\'')[1])));
    }

    private void Show(string from, string to, string cause, long id = 1, double probability = 0.9, int down = 2, string? wave = null) => _shown.Add((from, to, id, cause, probability, down, wave));

    private ScenarioResult Judge(string line)
    {
        var judge = new ScenarioJudge(ScenarioTexts.With("outage acme from 06:00 to 06:10 peak 5/min", line));
        for (var at = ScenarioTexts.Start.AddHours(5); at <= ScenarioTexts.Start.AddHours(8); at = at.AddMinutes(1))
        {
            var isDown = at >= At("06:00") && at < At("06:10");
            judge.Look(Snapshot(at), () => isDown ? "1 service has trouble" : "No outage is seen");
        }

        return Assert.Single(judge.Judge().Results);
    }

    private PublicSnapshot Snapshot(DateTimeOffset at) => new()
    {
        Version = 1,
        At = at,
        Catalogue = ServiceCatalogue.Empty,
        Services = [Summary(at)],
        Open = [],
        RecentlyResolved = [],
        Causes = [.. _shown.Where(s => at >= At(s.From) && at < At(s.To)).Select(s => Incident(s.Id, s.Cause, s.Probability, s.Down, s.Wave))],
    };

    private static ServiceSummary Summary(DateTimeOffset at) => new()
    {
        Id = ServiceId.Parse("acme"),
        Name = "Acme",
        Category = "social",
        Verdict = at < At("06:00") ? Verdict.Up : at < At("06:10") ? Verdict.Down : at < At("06:20") ? Verdict.Recovering : Verdict.Up,
        Sentence = at >= At("06:00") && at < At("06:10") ? "Users have problems with Acme." : "No sign of trouble with Acme.",
        AsOf = at,
        RecentReports = 1,
        RecentExpected = 1,
        Sparkline = [],
        SparklineExpected = [],
    };

    private static CauseIncident Incident(long number, string cause, double probability, int down, string? wave)
    {
        var id = new IncidentId(number);
        var joined = Enumerable.Range(1, down).Select(i => new JoinedService(ServiceId.Parse($"s-{i}"), new IncidentId(100 + i), At("06:00"), null, 0, 1)).ToList();
        return CauseIncident.Fold(
        [
            new CauseEvent.Opened(id, CauseName.Parse(cause), probability, At("06:00"), $"The {cause.Split('/')[^1]} fail.", []) { At = At("06:00") },
            new CauseEvent.ServicesJoined(joined) { At = At("06:00") },
            .. wave is null ? Array.Empty<CauseEvent>() : [new CauseEvent.WaveBegan(2, At("06:00"), ComponentId.Parse(wave), null, false) { At = At("06:00") }],
        ])!;
    }

    private static DateTimeOffset At(string time) => ScenarioTexts.Start + TimeSpan.Parse(time, CultureInfo.InvariantCulture);
}
