using CsCheck;
using Groundswell.Catalogue;
using Groundswell.Concentration;

namespace Groundswell.Tests.Concentration;

public sealed class FailureSamplingTests
{
    private const int Samples = 16_384;
    private const int MostUncertain = 10; // 2^10 worlds to enumerate
    private static readonly FailureOdds Odds = new() { Hard = 1, Degraded = 0.5, Soft = 0.2 };

    // Six standard errors: with all the draws of a run, chance stays within.
    private static double Tolerance(double p) => (6 * Math.Sqrt(Math.Max(0, p * (1 - p)) / Samples)) + 1e-9;

    [Fact]
    public void Samples_come_to_what_enumeration_of_all_cases_gives() =>
        Gen.Select(SmallWorld.Any(8, 5), Gen.Int[0, 4], Gen.Int).Where((world, _, _) => Uncertain(world).Count <= MostUncertain).Sample((world, off, seed) =>
        {
            off %= world.Components;
            var (chance, step) = Enumerate(world, [off]);
            var sampled = new FailureSampling(world.Build(), Odds, seed).SwitchOff([off], Samples);
            for (var service = 0; service < world.Services; service++)
            {
                var found = (double)sampled.Services[service] / Samples;
                Assert.True(Math.Abs(found - chance[service]) <= Tolerance(chance[service]), $"{found} sampled, {chance[service]} exact");
                if (chance[service] > 0.05)
                {
                    Assert.Equal(step[service], (double)sampled.ServiceSteps[service] / sampled.Services[service], 0.4);
                }
            }

            Assert.Equal(sampled.Services.Sum(), sampled.Totals.Sum());
        }, iter: 300);

    [Fact]
    public void A_number_of_samples_that_fills_no_word_is_drawn_exactly()
    {
        var graph = new SmallWorld(1, [], [], 2, [new(0, 0, Criticality.Hard), new(1, 0, Criticality.Degraded)]).Build();
        foreach (var samples in (ReadOnlySpan<int>)[1, 63, 64, 65, 1000])
        {
            var sampled = new FailureSampling(graph, Odds, 3).SwitchOff([0], samples);
            Assert.Equal(samples, sampled.Services[0]);
            Assert.Equal(samples, sampled.Nodes[0]);
            Assert.Equal(samples, sampled.Totals.Length);
            Assert.All(sampled.Totals, t => Assert.InRange(t, 1, 2));
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_and_another_one_another()
    {
        var graph = new SmallWorld(1, [], [], 1, [new(0, 0, Criticality.Degraded)]).Build();

        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));

        int[] Draw(int seed) => new FailureSampling(graph, Odds, seed).SwitchOff([0], 256).Totals;
    }

    [Fact]
    public void Components_that_fail_by_chance_fail_as_often_as_they_should() => Gen.Select(Gen.Double[0, 1], Gen.Int).Sample((chance, seed) =>
    {
        var graph = new SmallWorld(2, [([0, 1], 1)], [], 2, [new(0, 0, Criticality.Hard), new(1, 2, Criticality.Hard)]).Build();
        var sampled = new FailureSampling(graph, Odds, seed).Sample([chance, chance], Samples);

        Assert.Equal(chance, (double)sampled.Services[0] / Samples, Tolerance(chance));
        Assert.Equal(chance * chance, (double)sampled.Services[1] / Samples, Tolerance(chance * chance));
    });

    [Fact]
    public void Lane_counters_count() => Gen.Select(Gen.ULong.List[0, 40], Gen.Int[1, 41]).Sample((words, least) =>
    {
        var counter = new LaneCounter();
        words.ForEach(counter.Add);
        for (var lane = 0; lane < 64; lane++)
        {
            var count = words.Count(w => (w >> lane & 1) != 0);
            Assert.Equal(count, counter[lane]);
            Assert.Equal(count >= least, (counter.AtLeast(least) >> lane & 1) != 0);
        }
    });

    private static List<SmallNeed> Uncertain(SmallWorld world) => [.. world.Needs.Concat(world.ServiceNeeds).Where(n => n.Criticality != Criticality.Hard)];

    private static (double[] Chance, double[] MeanStep) Enumerate(SmallWorld world, int[] off)
    {
        var uncertain = Uncertain(world);
        var (chance, steps) = (new double[world.Services], new double[world.Services]);
        for (var mask = 0; mask < 1 << uncertain.Count; mask++)
        {
            var passing = uncertain.Where((_, i) => (mask >> i & 1) != 0).ToHashSet(ReferenceEqualityComparer.Instance);
            var weight = uncertain.Aggregate(1.0, (w, n) => w * (passing.Contains(n) ? Chance(n) : 1 - Chance(n)));
            foreach (var (service, step) in world.Fall(off, n => n.Criticality == Criticality.Hard || passing.Contains(n)).Index())
            {
                chance[service] += step > 0 ? weight : 0;
                steps[service] += weight * step;
            }
        }

        return (chance, [.. steps.Select((s, i) => s / chance[i])]);
    }

    private static double Chance(SmallNeed need) => need.Criticality == Criticality.Degraded ? Odds.Degraded : Odds.Soft;
}
