using CsCheck;
using Groundswell.Attribution;

namespace Groundswell.Tests.Attribution;

/// <summary>What holds of every run, and from one run to the next.</summary>
public sealed class CauseFinderRunTests
{
    private const int Services = 24;
    private const int Components = 5;

    // By service: whether it is told of, and its reports; by component: its probes.
    private static readonly Gen<(bool[] Told, double[] Reports, int[] Probes)> Seen =
        Gen.Select(Gen.Bool.Array[Services], Gen.Double[-4, 9].Array[Services], Gen.Int[-1, 6].Array[Components]);

    [Fact]
    public void The_last_answer_is_among_what_is_tried_until_it_is_forgotten()
    {
        // One candidate alone is tried, so that what else is ranked comes from the last run.
        int[] RankedAfterAnother(bool forget)
        {
            var world = new SmallWorld(20, Mechanism.Compute, Mechanism.Compute) { Options = new AttributionOptions { Candidates = 1, MostCauses = 1 } }
                .Serves(0, ..10).Serves(1, 10..).Down(..10).Quiet(10..);
            Assert.Equal([0], Ranked(world.Run()));
            if (forget)
            {
                world.Finder.Forget();
            }

            return Ranked(world.Quiet(..5).Down(10..).Run());
        }

        Assert.Equal([1, 0], RankedAfterAnother(forget: false));
        Assert.Equal([1], RankedAfterAnother(forget: true));
    }

    [Fact]
    public void The_order_in_which_evidence_is_told_does_not_matter() =>
        Gen.Select(Seen, Gen.Int).Sample(
            (seen, seed) =>
            {
                int[] order = [.. Enumerable.Range(0, Services + Components)];
                var (told, shuffled) = (World(), World());
                Tell(told.Evidence, seen, order);
                new Random(seed).Shuffle(order);
                Tell(shuffled.Evidence, seen, order);
                var (one, other) = (told.Run(), shuffled.Run());

                Assert.Equal(one.None, other.None, 9);
                for (var component = 0; component < Components; component++)
                {
                    Assert.Equal(SmallWorld.ProbabilityOf(one, component), SmallWorld.ProbabilityOf(other, component), 9);
                }
            },
            iter: 200);

    [Fact]
    public void What_was_known_in_a_run_before_does_not_matter() =>
        Gen.Select(Seen, Seen, Gen.Double[5, 200], Gen.Double[5, 200]).Sample(
            (before, seen, onsetBefore, onset) =>
            {
                int[] order = [.. Enumerable.Range(0, Services + Components)];
                var (used, fresh) = (World(), World());
                Tell(used.Evidence, before, order, onsetBefore);
                used.Run();
                used.Evidence.Clear();
                used.Finder.Forget();
                Tell(used.Evidence, seen, order, onset);
                Tell(fresh.Evidence, seen, order, onset);
                var (one, other) = (used.Run(), fresh.Run());

                // To rounding: sums are taken in the order in which things became known.
                Assert.Equal(other.None, one.None, 1e-9);
                var expected = other.Ranked.ToArray().ToDictionary(c => c.Component, c => c.Probability);
                Assert.All(one.Ranked.ToArray(), c => Assert.Equal(expected.GetValueOrDefault(c.Component), c.Probability, 1e-9));
            },
            iter: 200);

    [Fact]
    public void Probabilities_are_probabilities_and_leave_room_for_no_cause() =>
        Seen.Sample(
            seen =>
            {
                var world = World();
                Tell(world.Evidence, seen, [.. Enumerable.Range(0, Services + Components)]);
                var result = world.Run();
                var causes = result.Ranked.ToArray();

                Assert.InRange(result.None, 0, 1);
                Assert.All(causes, cause => Assert.InRange(cause.Probability, 0, 1));
                Assert.All(causes, cause => Assert.InRange(cause.Raw + result.None, 0, 1 + 1e-9));
                Assert.InRange(result.None + causes.Sum(c => c.Raw), 1 - 1e-9, 1 + new AttributionOptions().MostCauses);
                Assert.Equal(causes.OrderByDescending(c => c.Raw), causes);
                Assert.All(result.Explained.ToArray(), service => Assert.InRange(service.Probability, 0, 1));
            },
            iter: 200);

    [Fact]
    public void A_run_allocates_nothing_once_others_were_made()
    {
        var world = World().Down(..12).Quiet(12..);
        world.Evidence.AddComponentProbesFailing(0, FailureMode.Timeout);
        world.Evidence.SetFeed(1);
        world.Run();
        world.Run();

        var before = GC.GetAllocatedBytesForCurrentThread();
        world.Run();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Evidence_that_was_cleared_tells_nothing()
    {
        var world = World().Down(..12).Quiet(12..);
        world.Evidence.AddComponentProbesFailing(0, FailureMode.Timeout, 3);
        world.Evidence.AddServiceProbesFailing(0, FailureMode.Timeout);
        world.Evidence.SetNotice(0, 5);
        world.Evidence.SetPrior(0, 0.4);
        Assert.InRange(world.ProbabilityOf(0), 0.9, 1);

        world.Evidence.Clear();
        world.Finder.Forget();

        Assert.Equal(World().Run().None, world.Run().None, 9);
    }

    private static int[] Ranked(AttributionResult result) => [.. result.Ranked.ToArray().Select(c => c.Component)];

    private static SmallWorld World()
    {
        var world = new SmallWorld(Services, Mechanism.Network, Mechanism.EndpointRecord, Mechanism.Application, Mechanism.Compute, Mechanism.Edge);
        var both = world.Group(2, 3, 4);
        return world.Breaks(0, 3).Breaks(1, 2).Breaks(2, 3, 0.4).Serves(0, ..6).Serves(2, 4..12).Serves(3, ..12).Serves(4, 12..18).Serves(both, 18..);
    }

    /// <summary>Tells of services, then of components, in this order of both.</summary>
    private static void Tell(AttributionEvidence evidence, (bool[] Told, double[] Reports, int[] Probes) seen, int[] order, double onset = SmallWorld.Onset)
    {
        foreach (var at in order)
        {
            if (at >= Services)
            {
                var component = at - Services;
                if (seen.Probes[component] < 0)
                {
                    evidence.AddComponentProbesWell(component);
                }
                else
                {
                    evidence.AddComponentProbesFailing(component, (FailureMode)seen.Probes[component]);
                }
            }
            else if (seen.Told[at])
            {
                evidence.SetReports(at, seen.Reports[at], 3, onset);
            }
        }
    }
}
