using Groundswell.Attribution;

namespace Groundswell.Tests.Attribution;

/// <summary>What each kind of evidence is worth for a cause.</summary>
public sealed class CauseFinderWeighingTests
{
    private static readonly int Families = Enum.GetValues<EvidenceFamily>().Length;

    [Fact]
    public void Reports_and_failing_probes_speak_for_a_cause_and_silent_dependants_against_it()
    {
        var world = World();
        world.Run();
        var worth = new double[Families];

        Assert.True(world.Finder.Weigh(world.Evidence, 0, worth));

        Assert.True(worth[(int)EvidenceFamily.Reports] > 5);
        Assert.True(worth[(int)EvidenceFamily.ComponentProbes] > 1);
        Assert.True(worth[(int)EvidenceFamily.Silence] < -1);
        Assert.Equal(0, worth[(int)EvidenceFamily.ServiceProbes], 9);
        Assert.Equal(0, worth[(int)EvidenceFamily.Notices], 9);
    }

    [Fact]
    public void Onsets_that_fit_one_beginning_speak_for_a_cause_and_scattered_ones_do_so_less()
    {
        var (together, scattered) = (World(), World());
        for (var service = 0; service < 8; service++)
        {
            scattered.Down(service..(service + 1), 5 + (12 * service));
        }

        Assert.True(Timing(together) > 1);
        Assert.True(Timing(scattered) < Timing(together));
    }

    [Fact]
    public void What_is_no_cause_in_any_explanation_has_no_worth()
    {
        // The only candidate that is tried is the first.
        var world = new SmallWorld(20, Mechanism.Compute, Mechanism.Compute) { Options = new AttributionOptions { Candidates = 1, MostCauses = 1 } }
            .Serves(0, ..10).Serves(1, 10..).Down(..10).Quiet(10..);
        world.Run();

        Assert.True(world.Finder.Weigh(world.Evidence, 0, new double[Families]));
        Assert.False(world.Finder.Weigh(world.Evidence, 1, new double[Families]));
    }

    [Fact]
    public void Weighing_changes_no_later_answer()
    {
        var world = World();
        world.Run();
        var before = world.Run().Ranked.ToArray();
        var (first, again) = (new double[Families], new double[Families]);
        world.Finder.Weigh(world.Evidence, 0, first);
        world.Finder.Weigh(world.Evidence, 0, again);

        Assert.Equal(first, again);
        Assert.Equal(before, world.Run().Ranked.ToArray());
    }

    /// <summary>Eight of ten services of a component fail, and its probes do.</summary>
    private static SmallWorld World()
    {
        var world = new SmallWorld(20, Mechanism.Compute, Mechanism.Edge).Serves(0, ..10).Serves(1, 10..).Down(..8).Quiet(8..);
        world.Evidence.AddComponentProbesFailing(0, FailureMode.ServerError, 2);
        return world;
    }

    private static double Timing(SmallWorld world)
    {
        world.Run();
        var worth = new double[Families];
        Assert.True(world.Finder.Weigh(world.Evidence, 0, worth));
        return worth[(int)EvidenceFamily.Timing];
    }
}
