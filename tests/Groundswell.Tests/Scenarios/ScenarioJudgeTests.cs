using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Scenarios;

namespace Groundswell.Tests.Scenarios;

public sealed class ScenarioJudgeTests
{
    private static readonly ServiceId Acme = ServiceId.Parse("acme");
    private static readonly ServiceId Bolt = ServiceId.Parse("bolt");

    private readonly List<string> _lines =
    [
        "service bolt \"Bolt\" social usual 60/h",
        "outage acme from 06:00 to 08:00 peak 20/min fall 10m",
        "outage acme from 12:00 to 13:00 peak 20/min fall 10m",
    ];

    [Fact]
    public void An_outage_is_found_when_its_service_is_first_called_down()
    {
        var judgment = Judge([Began(Acme, "06:04"), Calm(Acme, "08:30"), Wave(Acme, "12:07", 2), Calm(Acme, "13:20")]);

        Assert.Equal([Minutes(4), Minutes(7)], judgment.Findings.Select(f => f.Delay));
        Assert.Equal([Minutes(30), Minutes(20)], judgment.Findings.Select(f => f.RecoveryDelay));
        Assert.Empty(judgment.FalseIncidents);
        Assert.Equal(Minutes(4), judgment.MedianDelay);
    }

    [Fact]
    public void An_outage_of_which_nothing_was_said_is_missed_and_counts_in_the_median()
    {
        var judgment = Judge([Began(Acme, "06:04"), Calm(Acme, "08:30")], "expect down acme within 10m", "expect median within 4m");

        Assert.Null(judgment.Findings[1].Found);
        Assert.Null(judgment.Findings[1].RecoveryDelay);
        Assert.Equal([true, false, true], judgment.Results.Select(r => r.Met));
        Assert.Contains("never found", judgment.Results[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_no_median_where_most_were_missed()
    {
        var judgment = Judge([], "expect median within 1h");

        Assert.Null(judgment.MedianDelay);
        Assert.False(Assert.Single(judgment.Results).Met);
    }

    [Fact]
    public void An_incident_that_never_ends_finds_the_second_outage_at_once_but_recovers_from_the_first_never()
    {
        var judgment = Judge([Began(Acme, "06:04")], "expect recovery acme within 1h");

        Assert.Equal(TimeSpan.Zero, judgment.Findings[1].Delay);
        Assert.All(judgment.Results, r => Assert.False(r.Met));
    }

    [Fact]
    public void A_recovery_before_the_true_end_is_early_not_late()
    {
        var judgment = Judge([Began(Acme, "06:04"), Calm(Acme, "07:30")]);

        Assert.Equal(TimeSpan.Zero, judgment.Findings[0].RecoveryDelay);
    }

    [Theory]
    [InlineData("05:59", 1)]
    [InlineData("06:00", 0)]
    [InlineData("09:40", 0)]
    [InlineData("09:41", 1)]
    public void What_begins_outside_an_outage_its_fading_and_the_grace_is_false(string time, int expected)
    {
        var judgment = Judge([Began(Acme, time)], "expect false at-most 0");

        Assert.Equal(expected, judgment.FalseIncidents.Count);
        Assert.Equal(expected == 0, judgment.Results[0].Met);
    }

    [Fact]
    public void An_incident_of_a_healthy_service_breaks_never_and_is_false()
    {
        var judgment = Judge([Began(Bolt, "06:30")], "expect never others");

        Assert.Equal(Bolt, Assert.Single(judgment.FalseIncidents).Service);
        Assert.Equal((Bolt, false), (Assert.Single(judgment.Results).Service, judgment.Results[0].Met));
        Assert.True(Judge([], "expect never others").IsMet);
    }

    [Theory]
    [InlineData("06:03", "up")]
    [InlineData("06:04", "down")]
    [InlineData("08:29", "down")]
    [InlineData("08:30", "up")]
    [InlineData("12:30", "down")]
    [InlineData("14:00", "up")]
    public void The_state_at_a_time_is_what_was_said_last(string time, string state)
    {
        IncidentEntry[] said = [Began(Acme, "06:04"), Calm(Acme, "08:30"), Wave(Acme, "12:07", 2), Calm(Acme, "13:20")];

        Assert.True(Judge(said, $"expect at {time} acme {state}").IsMet);
        Assert.False(Judge(said, $"expect at {time} acme {(state == "up" ? "down" : "up")}").IsMet);
    }

    [Fact]
    public void Waves_are_those_of_one_incident()
    {
        IncidentEntry[] said = [Began(Acme, "06:04"), Calm(Acme, "08:30"), Wave(Acme, "12:07", 2)];

        Assert.True(Judge(said, "expect waves acme at-least 2").IsMet);
        Assert.False(Judge(said, "expect waves acme at-least 3").IsMet);
        Assert.False(Judge([Began(Acme, "06:04"), Began(Acme, "12:04", 2)], "expect waves acme at-least 2").IsMet);
    }

    [Fact]
    public void Regions_must_be_these_and_no_others()
    {
        IncidentEntry[] said = [Began(Acme, "06:04", 1, "GB")];

        Assert.True(Judge(said, "expect regions acme GB").IsMet);
        Assert.False(Judge(said, "expect regions acme GB,FR").IsMet);
        Assert.False(Judge([Began(Acme, "06:04", 1, "GB", "FR")], "expect regions acme GB").IsMet);
        Assert.False(Judge([Began(Acme, "06:04")], "expect regions acme GB").IsMet);
    }

    [Fact]
    public void An_expectation_about_an_outage_that_the_scenario_lacks_is_not_met() =>
        Assert.False(Judge([], "expect down bolt within 10m").IsMet);

    [Fact]
    public void Who_was_foreseen_was_named_before_it_joined_an_incident()
    {
        Assert.True(Foreseen(said: "06:03", joined: "06:05"));
        Assert.True(Foreseen(said: "06:03", joined: null));
        Assert.False(Foreseen(said: "06:07", joined: "06:05"));
        Assert.False(Foreseen(said: null, joined: "06:05"));
    }

    private bool Foreseen(string? said, string? joined)
    {
        var judge = new ScenarioJudge(ScenarioTexts.With([.. _lines, "expect foreseen acme"]));
        var (id, cause) = (new IncidentId(9), CauseName.Parse("bolt/r1/db"));
        judge.Observe(new CauseEntry(id, new CauseEvent.Opened(id, cause, 0.9, At("06:00"), "", []) { At = At("06:02") }));
        if (said is not null)
        {
            judge.Foresee(Acme, At(said));
        }

        if (joined is not null)
        {
            judge.Observe(new CauseEntry(id, new CauseEvent.ServicesJoined([new JoinedService(Acme, new IncidentId(1), At(joined), null, 0, 1)]) { At = At(joined) }));
        }

        return judge.Judge().IsMet;
    }

    [Fact]
    public void Outages_that_touch_are_one()
    {
        _lines.Add("outage acme from 08:00 to 09:00 peak 5/min");

        Assert.Equal([(6, 9), (12, 13)], ScenarioTexts.With([.. _lines]).Truths().Select(t => (t.From.Hour, t.To.Hour)));
    }

    private ScenarioJudgment Judge(IncidentEntry[] said, params string[] expectations)
    {
        var judge = new ScenarioJudge(ScenarioTexts.With([.. _lines, .. expectations]));
        foreach (var entry in said)
        {
            judge.Observe(entry);
        }

        return judge.Judge();
    }

    private static TimeSpan? Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    private static DateTimeOffset At(string time) =>
        ScenarioTexts.Start + TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

    private static IncidentEntry Began(ServiceId service, string time, long id = 1, params string[] regions) => new(
        new IncidentId(id),
        service,
        new IncidentEvent.Detected(new IncidentId(id), service, At(time), Severity.Minor, 50, 2, [.. regions.Select(r => RegionId.Parse(r))], []) { At = At(time) });

    private static IncidentEntry Calm(ServiceId service, string time) =>
        new(new IncidentId(1), service, new IncidentEvent.RecoveryBegan(2, 2) { At = At(time) });

    private static IncidentEntry Wave(ServiceId service, string time, int wave) =>
        new(new IncidentId(1), service, new IncidentEvent.WaveBegan(wave, At(time), 50, 2) { At = At(time) });
}
