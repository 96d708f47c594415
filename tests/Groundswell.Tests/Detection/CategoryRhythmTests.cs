using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Detection;
using static Groundswell.Tests.Detection.SeriesRun;

namespace Groundswell.Tests.Detection;

public sealed class CategoryRhythmTests
{
    [Fact]
    public void A_new_service_expects_the_day_of_its_category()
    {
        var lent = Served("new", 2, Day(10), Day(10, 3), Learned());
        var alone = Served("new", 2, Day(10), Day(10, 3));

        Assert.InRange(Peak(lent) / Trough(lent), 6, 40);
        Assert.InRange(Peak(alone) / Trough(alone), 0.5, 2);
    }

    [Fact]
    public void What_a_service_has_shown_itself_counts_more_than_its_category()
    {
        // By day where the others are busy by night.
        var detector = Served("odd", 4, Day(10), Day(24), Learned(), shift: 720);

        Assert.InRange(detector.Expect(Day(25, 18)).Expected / detector.Expect(Day(25, 6)).Expected, 6, 40);
    }

    [Fact]
    public void However_busy_a_service_is_it_counts_as_one()
    {
        var detectors = new[] { Served("a", 4, Monday, Day(8)), Served("b", 4, Monday, Day(8)), Served("giant", 400, Monday, Day(8), shift: 720) };
        var pooled = Assert.Single(CategoryRhythm.Pool(detectors.Select(d => ("any", d))));
        var lent = Served("new", 2, Day(10), Day(10, 3), pooled);

        Assert.True(Peak(lent) > 1.5 * Trough(lent));
    }

    [Fact]
    public void It_is_the_same_after_a_journey_to_another_shard()
    {
        var pooled = Learned();
        var arrived = new CategoryRhythm(pooled.Category, pooled.Content);

        Assert.Equal(pooled.Content.ToArray(), arrived.Content.ToArray());
        Assert.Equal(Peak(Served("new", 2, Day(10), Day(10, 3), pooled)), Peak(Served("new", 2, Day(10), Day(10, 3), arrived)));
        Assert.Throws<ArgumentException>(() => new CategoryRhythm("any", pooled.Content[..^1]));
    }

    [Fact]
    public void A_service_that_has_not_lived_through_a_day_lends_nothing() =>
        Assert.Empty(CategoryRhythm.Pool([("any", Served("young", 4, Monday, Day(0, 20)))]));

    private static double Peak(ServiceDetector detector) => detector.Expect(Day(11, 6)).Expected;

    private static double Trough(ServiceDetector detector) => detector.Expect(Day(11, 18)).Expected;

    private static CategoryRhythm Learned() => Assert.Single(CategoryRhythm.Pool([("any", Served("old", 5, Monday, Day(8)))]));

    private static ServiceDetector Served(string name, double mean, long from, long to, CategoryRhythm? lent = null, int shift = 0)
    {
        var detector = new ServiceDetector(ServiceId.Parse(name), _ => SymptomId.Parse("app"), new DetectorOptions());
        if (lent is not null)
        {
            detector.Lend(lent);
        }

        var counts = new SyntheticCounts(name.Length) { Mean = mean, Swing = 0.95 };
        for (var minute = from; minute < to; minute++)
        {
            detector.Observe(minute, [new SeriesCount(RegionId.Parse("DE"), 1, counts.Next(minute + shift))]);
        }

        return detector;
    }
}
