using Groundswell.Attribution;

namespace Groundswell.Tests.Attribution;

/// <summary>The list of causes.</summary>
public sealed class AttributionResultTests
{
    [Fact]
    public void Causes_stand_likeliest_first_and_the_least_likely_make_room()
    {
        var result = new AttributionResult(0);
        foreach (var component in new[] { 3, 1, 19, 0, 7, 12, 5, 18, 2, 9, 14, 4, 16, 6, 11, 8, 17, 10, 15, 13 })
        {
            result.Rank(new RankedCause(component, component / 20.0, component / 20.0));
        }

        Assert.Equal([19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4], result.Ranked.ToArray().Select(r => r.Component));
    }

    [Fact]
    public void Nothing_is_left_of_the_run_before()
    {
        var result = new AttributionResult(0);
        Rank(0, 0.9);
        result.Clear();
        Rank(100, 0.1);

        Assert.Equal(Enumerable.Range(100, AttributionResult.MostRanked), result.Ranked.ToArray().Select(r => r.Component));

        void Rank(int from, double probability)
        {
            for (var i = 0; i < AttributionResult.MostRanked; i++)
            {
                result.Rank(new RankedCause(from + i, probability, probability));
            }
        }
    }
}
