using System.Runtime.Intrinsics;
using CsCheck;
using Groundswell.Detection;

namespace Groundswell.Tests.Detection;

/// <summary>What is found of several sizes at a time is what is found of each.</summary>
public sealed class SurgeLawTests
{
    private static readonly Gen<RecentCounts> Counted = Gen.Select(
        Gen.Frequency((1, Gen.Const(0)), (4, Gen.Int[0, 50]), (2, Gen.Int[0, 1_000_000])), Gen.Double[-3, 5], Gen.Double[0.5, 8], Gen.Double[0, 0.5],
        (reports, decades, scatter, drift) => new RecentCounts(Vector256.Create((float)reports), Vector256.Create((float)Math.Pow(10, decades)), (float)scatter, (float)drift));

    [Fact]
    public void A_count_is_as_likely_in_a_surge_as_the_law_of_its_mean_says() =>
        Counted.Sample(counts =>
        {
            var logs = new double[SurgeLaw.Room];
            SurgeLaw.Surging(counts, 0, logs);
            for (var point = 0; point < SurgeLaw.Points; point++)
            {
                Close(SurgeLaw.Log(counts, 0, SurgeLaw.FactorAt(point) * counts.Expected[0], new[] { 0.1, 0.25, 0.45 }[SurgeLaw.SpreadOf(point)]), logs[point], counts.Reports[0]);
            }
        });

    [Fact]
    public void Powers_are_added_up_to_the_ends_of_what_a_double_holds() =>
        Gen.Select(Gen.Double[-5000, 50].Array[4], Gen.Double[-5000, 50]).Sample((a, b) =>
        {
            var sums = new double[4];
            SurgeLaw.AddEach(a, b, sums);
            Assert.All(a.Zip(sums), pair => Close(SurgeLaw.Add(pair.First, b), pair.Second));
        });

    /// <summary>To rounding: of many reports, terms as large as their number are taken from one another.</summary>
    private static void Close(double expected, double found, double terms = 0) => Assert.Equal(expected, found, 1e-12 * (1 + Math.Abs(expected) + terms));
}
