using Groundswell.Catalogue;
using Groundswell.Detection;

namespace Groundswell.Tests.Detection;

public sealed class StrayReportsTests
{
    private static readonly DateTimeOffset Noon = new(2020, 6, 15, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_carriers_outage_leaves_its_rivals_suspect_and_names_itself()
    {
        var judged = Judge(Rival("at-and-t", 3_000, 40), Victim(), Rival("verizon", 5_000, 60));

        Assert.Equal(["at-and-t", "t-mobile", "verizon"], judged.Select(a => a.Service.ToString()));
        Assert.Equal([SeriesState.Suspect, SeriesState.Down, SeriesState.Suspect], judged.Select(a => a.State));
        Assert.Equal([ServiceId.Parse("t-mobile"), null, ServiceId.Parse("t-mobile")], judged.Select(a => a.StrayFrom));
    }

    [Theory]
    [InlineData(0.08, true)]
    [InlineData(0.10, true)]
    [InlineData(0.15, false)]
    [InlineData(0.5, false)]
    public void An_excess_is_stray_only_while_it_is_a_small_part_of_the_victims(double share, bool isStray)
    {
        var rival = Rival("verizon", 60 + (share * 100_000), 60);

        Assert.Equal(isStray, IsStray(rival, Victim(reports: 100_050, expected: 50)));
    }

    [Fact]
    public void Chance_alone_does_not_make_a_stray_excess_an_outage()
    {
        // 12 of 100: above a tenth, but so few that a tenth may well have been drawn so.
        Assert.True(IsStray(Rival("verizon", 16, 4), Victim(reports: 102, expected: 2)));
        Assert.False(IsStray(Rival("verizon", 12_004, 4_000), Victim(reports: 20_000, expected: 2)));
    }

    [Fact]
    public void A_small_service_that_fails_as_badly_as_the_large_one_stands()
    {
        Assert.False(IsStray(Rival("tiny", reports: 800, expected: 1), Victim(reports: 100_000, expected: 100)));
        Assert.True(IsStray(Rival("tiny", reports: 800, expected: 10), Victim(reports: 100_000, expected: 100)));
    }

    [Theory]
    [InlineData(-16, false)]
    [InlineData(-15, true)]
    [InlineData(30, true)]
    public void What_began_well_before_the_victim_failed_is_its_own(int minutes, bool isStray) =>
        Assert.Equal(isStray, IsStray(Rival("verizon", 5_000, 60) with { Onset = Noon.AddMinutes(minutes) }, Victim()));

    [Theory]
    [InlineData("US", SeriesState.Down, true)]
    [InlineData("MX", SeriesState.Down, false)]
    [InlineData("MX", SeriesState.Suspect, true)]
    public void A_rival_that_is_down_where_the_victim_is_not_stands(string region, SeriesState state, bool isStray)
    {
        var rival = Rival("verizon", 5_000, 60) with { Regions = [new AffectedRegion(RegionId.Parse(region), 5_000, 60, state)] };

        Assert.Equal(isStray, IsStray(rival, Victim() with { Regions = [new AffectedRegion(RegionId.Parse("US"), 114_000, 100, SeriesState.Down)] }));
    }

    [Fact]
    public void The_victim_may_be_recovering_and_its_rivals_still_hear_of_it() =>
        Assert.True(IsStray(Rival("verizon", 300, 60), Victim(reports: 10_000) with { State = SeriesState.Recovering }));

    [Theory]
    [InlineData(SeriesState.Suspect)]
    [InlineData(SeriesState.Normal)]
    [InlineData(SeriesState.Unknown)]
    public void Where_nobody_is_down_nothing_is_stray(SeriesState state)
    {
        ServiceAssessment[] all = [Rival("verizon", 500, 60) with { State = SeriesState.Suspect }, Victim() with { State = state }];

        Assert.All(all.Zip(Judge(all)), pair => Assert.Same(pair.First, pair.Second));
    }

    [Theory]
    [InlineData(SeriesState.Normal)]
    [InlineData(SeriesState.Unknown)]
    [InlineData(SeriesState.Recovering)]
    public void A_calm_rival_stays_as_it_is(SeriesState state)
    {
        var rival = Rival("verizon", 100, 60) with { State = state };

        Assert.Same(rival, Judge(rival, Victim())[0]);
    }

    private static bool IsStray(ServiceAssessment rival, ServiceAssessment victim)
    {
        var judged = Judge(rival, victim);
        Assert.Same(victim, judged[1]);
        return judged[0].StrayFrom == victim.Service && judged[0].State == SeriesState.Suspect;
    }

    private static IReadOnlyList<ServiceAssessment> Judge(params ServiceAssessment[] all)
    {
        string[] carriers = ["at-and-t", "t-mobile", "verizon", "tiny"];
        var services = carriers.Select(id => new Service { Id = ServiceId.Parse(id), Name = id, Category = "carrier", Symptoms = [] });
        return new JointJudge(new ServiceCatalogue([.. services], [], [new Category("carrier", "Carriers", ReportsStray: true)], [], [])).Judge(all, Noon.AddHours(1), []);
    }

    private static ServiceAssessment Victim(double reports = 114_000, double expected = 100) => Rival("t-mobile", reports, expected);

    private static ServiceAssessment Rival(string service, double reports, double expected) => new()
    {
        Service = ServiceId.Parse(service),
        At = Noon.AddHours(1),
        State = SeriesState.Down,
        Total = default(Assessment),
        Onset = Noon,
        RecentReports = reports,
        RecentExpected = expected,
    };
}
