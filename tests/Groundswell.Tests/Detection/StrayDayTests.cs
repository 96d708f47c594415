using Groundswell.Bench.Worlds;

namespace Groundswell.Tests.Detection;

/// <summary>Days on which large networks are gone and others are reported for them.</summary>
public sealed class StrayDayTests
{
    private const int Start = CrowdDays.Start;
    private const int End = Start + 240;

    private static readonly Lazy<Crowd> World = new(() => new Crowd(CrowdDays.Networks));

    [Theory]
    [InlineData(200, 1)]
    [InlineData(200, 2)]
    [InlineData(50, 3)]
    public void Those_that_are_gone_are_down_and_nobody_else_neither_then_nor_when_they_are_back(double times, int seed)
    {
        var day = World.Value.Play(seed, 0, End, CrowdDays.NetworksGone(times));

        Assert.Equal(["owned-1", "owned-2", "owned-3"], day.Down);
        Assert.NotEmpty(day.Stray);
        Assert.Equal(14, World.Value.Play(seed, 0, End, CrowdDays.NetworksGone(times), isJoint: false).Down.Count);
    }

    [Fact]
    public void A_carrier_that_fails_at_the_same_time_is_found()
    {
        var day = World.Value.Play(4, 0, End, [.. CrowdDays.NetworksGone(), CrowdEvent.Outage(Start + 40, 60, s => s.Id == "carrier-1" ? 60 : 0)]);

        Assert.Contains("carrier-1", day.Down);
        Assert.InRange(day.FirstDown("carrier-1")!.Value, Start + 40, Start + 50);
    }

    [Fact]
    public void Small_victims_explain_no_large_rise()
    {
        var day = World.Value.Play(5, 0, End, [CrowdEvent.Outage(Start, 90, s => s.Id == "messenger-2" ? 100 : s.Id == "carrier-1" ? 8 : 0)]);

        Assert.Equal(["carrier-1", "messenger-2"], day.Down);
    }

    [Fact]
    public void A_service_of_a_kind_that_takes_no_strays_is_down_by_its_own_reports()
    {
        var crowd = new Crowd([.. CrowdDays.Networks, new CrowdService("bank", "banking", 60)]);

        Assert.Contains("bank", crowd.Play(6, 0, Start + 60, [.. CrowdDays.NetworksGone(), CrowdEvent.Outage(Start + 5, 50, s => s.Id == "bank" ? 10 : 0)]).Down);
    }
}
