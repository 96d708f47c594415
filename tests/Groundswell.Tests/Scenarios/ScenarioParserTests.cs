using Groundswell.Catalogue;
using Groundswell.Scenarios;

namespace Groundswell.Tests.Scenarios;

public sealed class ScenarioParserTests
{
    [Fact]
    public void The_header_says_when_how_long_and_how_much()
    {
        var scenario = ScenarioTexts.With("history 4w", "seed 77", "scale 1/100", "repeats 8%", "grace 1h30m");

        Assert.Equal("A test", scenario.Name);
        Assert.Equal(ScenarioTexts.Start, scenario.Start);
        Assert.Equal(ScenarioTexts.Start.AddDays(1), scenario.End);
        Assert.Equal(TimeSpan.FromDays(28), scenario.History);
        Assert.Equal(77, scenario.Seed);
        Assert.Equal(0.01, scenario.Scale, 12);
        Assert.Equal(0.08, scenario.RepeatShare, 12);
        Assert.Equal(TimeSpan.FromMinutes(90), scenario.Grace);
    }

    [Fact]
    public void What_is_not_said_has_a_default()
    {
        var scenario = ScenarioTexts.With();
        var service = Assert.Single(scenario.Services);

        Assert.Equal((TimeSpan.Zero, 1L, 1.0, 0.0, TimeSpan.FromMinutes(30)), (scenario.History, scenario.Seed, scenario.Scale, scenario.RepeatShare, scenario.Grace));
        Assert.Equal(double.PositiveInfinity, service.Dispersion);
        Assert.Equal([RegionId.Parse("GB")], service.Regions.Values);
        Assert.Equal(1, service.Rhythm.At(ScenarioTexts.Start), 12);
    }

    [Fact]
    public void A_service_has_its_rate_rhythm_places_symptoms_and_spread()
    {
        var scenario = ScenarioTexts.With(
            "service mail \"Acme Mail\" email usual 1440/day rhythm day in two with both dispersion 4",
            "rhythm day 1 1 1 1 1 1 1 1 1 1 1 1 3 3 3 3 3 3 3 3 3 3 3 3 weekend 50%",
            "regions two GB 30 US-CA 10",
            "symptoms both app 1 login 1");
        var mail = scenario.Services[1];

        Assert.Equal(("mail", "Acme Mail", "email", 1.0, 4.0), (mail.Id.ToString(), mail.Name, mail.Category, mail.UsualPerMinute, mail.Dispersion));
        Assert.Equal(0.5, mail.Rhythm.At(ScenarioTexts.Start.AddHours(6)), 12);
        Assert.Equal(0.75, mail.Rhythm.At(ScenarioTexts.Start.AddDays(5).AddHours(18)), 12);
        Assert.Equal([RegionId.Parse("GB"), RegionId.Parse("US-CA")], mail.Regions.Values);
        Assert.Equal([0.75, 0.25], mail.Regions.Shares);
        Assert.Equal(2, mail.Symptoms.Values.Count);
    }

    [Fact]
    public void An_outage_rises_holds_sags_and_fades()
    {
        var outage = Assert.Single(ScenarioTexts.With("outage acme from 06:00 to 08:00 peak 40x rise 20m fall 10m sag 50% in FR").Outages);
        double At(double hour) => outage.PerMinuteAt(ScenarioTexts.Start.AddHours(hour));

        Assert.Equal(0, At(5.99));
        Assert.Equal(20, At(6 + (1.0 / 6)), 6);
        Assert.Equal(40, At(6 + (1.0 / 3)), 6);
        Assert.Equal(20, At(8), 6);
        Assert.Equal(10, At(8 + (1.0 / 6)), 6);
        Assert.Equal(0, At(8 + (71.0 / 60)));
        Assert.Equal(RegionId.Parse("FR"), Assert.Single(outage.Regions.Values));
    }

    [Theory]
    [InlineData("06:48", "2025-10-20T06:48Z")]
    [InlineData("1d06:48", "2025-10-21T06:48Z")]
    [InlineData("2025-10-20T07:00Z", "2025-10-20T07:00Z")]
    public void A_time_is_of_the_first_day_of_a_later_one_or_absolute(string written, string meant)
    {
        var scenario = ScenarioTexts.Parse($"outage acme from 00:00 to {written} peak 1/min").Scenario;

        Assert.Equal(DateTimeOffset.Parse(meant, System.Globalization.CultureInfo.InvariantCulture), scenario?.Outages[0].To);
    }

    [Fact]
    public void A_group_stands_for_its_services_and_groups_may_hold_groups()
    {
        var scenario = ScenarioTexts.With(
            "service b \"B\" social usual 1/h",
            "service c \"C\" social usual 1/h",
            "group two acme b",
            "group three two c",
            "outage three from 01:00 to 02:00 peak 5/min",
            "outage acme,c from 03:00 to 04:00 peak 5/min");

        Assert.Equal(["acme", "b", "c", "acme", "c"], scenario.Outages.Select(o => o.Service.ToString()));
    }

    [Fact]
    public void Strays_go_from_each_victim_to_each_rival_but_never_to_itself()
    {
        var scenario = ScenarioTexts.With("service b \"B\" social usual 1/h", "group two acme b", "stray 8% of acme to two");

        Assert.Equal(new ScenarioStray(0.08, ServiceId.Parse("acme"), ServiceId.Parse("b")), Assert.Single(scenario.Strays));
    }

    [Fact]
    public void Spam_names_how_many_people_and_how_much()
    {
        var spam = Assert.Single(ScenarioTexts.With("spam acme from 01:00 to 02:00 by 3 at 30/min").Spams);

        Assert.Equal((3, 30.0, ScenarioTexts.Start.AddHours(1)), (spam.Reporters, spam.PerMinute, spam.From));
    }

    [Fact]
    public void Every_kind_of_expectation_is_read_and_knows_its_line()
    {
        var scenario = ScenarioTexts.With(
            "service b \"B\" social usual 1/h",
            "outage acme from 01:00 to 02:00 peak 5/min",
            "expect down all within 5m",
            "expect recovery acme within 30m",
            "expect never others",
            "expect at 01:30 acme down",
            "expect at 12:00 all up",
            "expect waves acme at-least 2",
            "expect regions acme GB,US-CA",
            "expect median within 90s",
            "expect false at-most 0");
        IReadOnlyList<ServiceId> acme = [ServiceId.Parse("acme")];

        Assert.Equal(Enumerable.Range(9, 9), scenario.Expectations.Select(e => e.Line));
        Assert.Equal(acme, Assert.IsType<ScenarioExpectation.Down>(scenario.Expectations[0]).Services);
        Assert.Equal(TimeSpan.FromMinutes(30), Assert.IsType<ScenarioExpectation.Recovery>(scenario.Expectations[1]).Within);
        Assert.Equal([ServiceId.Parse("b")], Assert.IsType<ScenarioExpectation.Never>(scenario.Expectations[2]).Services);
        Assert.True(Assert.IsType<ScenarioExpectation.StateAt>(scenario.Expectations[3]).IsDown);
        Assert.False(Assert.IsType<ScenarioExpectation.StateAt>(scenario.Expectations[4]).IsDown);
        Assert.Equal(2, Assert.IsType<ScenarioExpectation.Waves>(scenario.Expectations[5]).AtLeast);
        Assert.Equal([RegionId.Parse("GB"), RegionId.Parse("US-CA")], Assert.IsType<ScenarioExpectation.Regions>(scenario.Expectations[6]).Expected);
        Assert.Equal(TimeSpan.FromSeconds(90), Assert.IsType<ScenarioExpectation.MedianDelay>(scenario.Expectations[7]).Within);
        Assert.Equal(0, Assert.IsType<ScenarioExpectation.FalseIncidents>(scenario.Expectations[8]).AtMost);
    }

    [Fact]
    public void A_number_sign_begins_a_comment_except_in_quotes()
    {
        var scenario = ScenarioTexts.With("# nothing", "service c \"C# mail\" email usual 1/h # or so", "   ");

        Assert.Equal("C# mail", scenario.Services[1].Name);
    }

    [Fact]
    public void Order_does_not_matter()
    {
        var lines = ScenarioTexts.Header.ReplaceLineEndings("\n").Split('\n');
        var scenario = ScenarioParser.Parse(string.Join("\r\n", lines.Prepend("outage acme from 06:00 to 08:00 peak 2x").Reverse())).Scenario;

        Assert.Equal(2, Assert.Single(scenario!.Outages).PeakPerMinute);
    }
}
