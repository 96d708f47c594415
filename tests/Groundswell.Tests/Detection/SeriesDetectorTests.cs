using System.Buffers;
using CsCheck;
using Groundswell.Catalogue;
using Groundswell.Detection;
using static Groundswell.Tests.Detection.SeriesRun;

namespace Groundswell.Tests.Detection;

public sealed class SeriesDetectorTests
{
    // Of 3 October, a Friday and the 33rd day of the runs here.
    private static readonly HolidayCalendar GermanUnity = new(
    [
        new CountryHolidays
        {
            Country = RegionId.Parse("DE"),
            Offset = TimeSpan.Zero,
            Holidays = [new Holiday { Name = "German Unity Day", Kind = HolidayKind.Public, Rule = new HolidayRule.Fixed(10, 3) }],
        },
    ]);

    [Fact]
    public void What_comes_later_changes_nothing_said_before()
    {
        var shorter = new SeriesRun(new SyntheticCounts(1) { Mean = 2 }).To(Day(3));
        var longer = new SeriesRun(new SyntheticCounts(1) { Mean = 2, Excess = bin => bin >= Day(3) ? 50 : 0 }).To(Day(4));

        Assert.Equal(shorter.Rows, longer.Rows.Take(shorter.Rows.Count));
    }

    [Fact]
    public void A_snapshot_continues_as_if_nothing_had_happened() =>
        Gen.Select(Gen.Int[1, 6 * 1440], Gen.Int[0, 1000]).Sample(
            (length, seed) =>
            {
                var counts = new SyntheticCounts(seed) { Mean = 0.5, Excess = bin => bin % 5000 < 40 ? 6 : 0 };
                var run = new SeriesRun(counts).To(Monday + length);
                var buffer = new ArrayBufferWriter<byte>();
                run.Detector.Write(buffer);
                var copy = SeriesDetector.Read(buffer.WrittenSpan, new DetectorOptions());
                Assert.NotNull(copy);
                Assert.InRange(buffer.WrittenCount, 1, 8192);
                for (var bin = Monday + length; bin < Monday + length + 600; bin++)
                {
                    var count = counts.Next(bin);
                    Assert.Equal(run.Detector.Observe(bin, count), copy.Observe(bin, count));
                }
            },
            iter: 20);

    [Fact]
    public void A_snapshot_of_another_version_or_cut_short_is_refused()
    {
        var buffer = new ArrayBufferWriter<byte>();
        new SeriesRun(new SyntheticCounts(1)).To(Day(1)).Detector.Write(buffer);
        var other = buffer.WrittenSpan.ToArray();
        other[0]++;

        Assert.Null(SeriesDetector.Read(other, new DetectorOptions()));
        Assert.Null(SeriesDetector.Read(buffer.WrittenSpan[..^1], new DetectorOptions()));
        Assert.Null(SeriesDetector.Read([], new DetectorOptions()));
        Assert.Null(SeriesDetector.Read(buffer.WrittenSpan, new DetectorOptions { BinWidth = TimeSpan.FromMinutes(5) }));
        Assert.Null(SeriesDetector.Read(buffer.WrittenSpan, new DetectorOptions { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") }));
    }

    [Fact]
    public void More_reports_in_the_latest_bin_never_lower_the_score_by_more_than_a_trace()
    {
        // Hypotheses have learned their own drifts, so that their laws are not quite ordered.
        var run = new SeriesRun(new SyntheticCounts(3) { Mean = 0.3, Excess = bin => bin >= Day(2, 5, 50) ? 1 : 0 }).To(Day(2, 6));
        Gen.Select(Gen.Double[0.05, 1], Gen.Int[0, 300]).Sample((fraction, count) =>
            run.Detector.Peek(fraction, count + 1).Score >= run.Detector.Peek(fraction, count).Score - 0.05);
    }

    [Fact]
    public void Late_reports_raise_the_score()
    {
        var run = new SeriesRun(new SyntheticCounts(4) { Mean = 0.5 }).To(Day(2));
        var before = run.Detector.Peek(0.5, 0);
        for (var bin = Day(2) - 6; bin < Day(2); bin++)
        {
            run.Detector.Amend(bin, 5);
        }

        Assert.True(run.Detector.Peek(0.5, 2).Score > before.Score + 0.3);
    }

    [Fact]
    public void Peeking_changes_nothing()
    {
        var peeked = new SeriesRun(new SyntheticCounts(5)).To(Day(2));
        var plain = new SeriesRun(new SyntheticCounts(5)).To(Day(2));
        peeked.Detector.Peek(0.3, 500);

        Assert.Equal(plain.To(Day(2, 2)).Rows, peeked.To(Day(2, 2)).Rows);
    }

    [Fact]
    public void A_full_open_bin_is_judged_as_the_closed_one_will_be()
    {
        var run = new SeriesRun(new SyntheticCounts(6)).To(Day(3));
        var peeked = run.Detector.Peek(1, 30);

        var closed = run.Detector.Observe(Day(3), 30);
        Assert.Equal(peeked.Score, closed.Score, 0.01); // closing also learns how high evidence rises here
        Assert.Equal(peeked.State, closed.State);
    }

    [Fact]
    public void A_missing_hour_is_no_silence()
    {
        var counts = new SyntheticCounts(7) { Mean = 20 };
        var run = new SeriesRun(counts).To(Day(5));
        var expected = run.Detector.Expect(Day(5, 2)).Expected;

        Assert.Equal(SeriesState.Unknown, run.Detector.Skip(Day(5, 1, 59)).State);
        Assert.InRange(run.Detector.Expect(Day(5, 2)).Expected / expected, 0.95, 1.05);
        Assert.Equal(SeriesState.Normal, run.Detector.Observe(Day(5, 2), counts.Next(Day(5, 2))).State);
    }

    [Fact]
    public void Years_without_bins_are_passed_over_at_once()
    {
        var run = new SeriesRun(new SyntheticCounts(8)).To(Day(2));
        run.Detector.Skip(Monday + 100_000_000_000L);

        Assert.InRange(run.Detector.Peek(1, 1).Score, 0.0, 0.1);
        Assert.InRange(run.Detector.Observe(Monday + 100_000_000_001L, 0).Score, 0.0, 0.1);
        Assert.Equal(SeriesState.Normal, run.Detector.Latest().State);
    }

    [Fact]
    public void A_bin_that_was_closed_before_is_refused()
    {
        var run = new SeriesRun(new SyntheticCounts(9)).To(Day(1));

        Assert.Throws<ArgumentException>(() => run.Detector.Observe(Day(1) - 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => run.Detector.Skip(Day(1) - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => run.Detector.Observe(Day(1), -1));
    }

    [Fact]
    public void The_expectation_follows_day_and_week()
    {
        var counts = new SyntheticCounts(10) { Mean = 10 };
        var run = new SeriesRun(counts).To(Day(28));

        foreach (var bin in (long[])[Day(29, 6), Day(29, 18), Day(33, 12), Day(34, 3), Day(20, 6)])
        {
            var expectation = run.Detector.Expect(bin);
            Assert.InRange(expectation.Expected / counts.Expected(bin), 0.85, 1.15);
            Assert.True(expectation.Lower < expectation.Expected && expectation.Expected < expectation.Upper);
        }
    }

    [Theory]
    [InlineData("DE", 0.65, 0.8)]
    [InlineData("FR", 0.95, 1.05)]
    public void A_holiday_is_expected_to_be_like_a_Sunday_where_it_is_one(string country, double least, double most)
    {
        var options = new DetectorOptions { Country = RegionId.Parse(country), Holidays = () => GermanUnity };
        var run = new SeriesRun(new SyntheticCounts(10) { Mean = 10 }, options).To(Day(31));

        Assert.InRange(run.Detector.Expect(Day(32, 12)).Expected / run.Detector.Expect(Day(31, 12)).Expected, least, most);
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        var exception = Assert.Throws<ArgumentException>(() => new SeriesDetector(new DetectorOptions { BinWidth = TimeSpan.Zero, FalseAlarmsPerWeek = 0 }));

        Assert.Contains("BinWidth is 00:00:00", exception.Message, StringComparison.Ordinal);
        Assert.Contains("FalseAlarmsPerWeek is 0", exception.Message, StringComparison.Ordinal);
    }
}
