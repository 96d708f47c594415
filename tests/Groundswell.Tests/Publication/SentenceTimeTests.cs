using CsCheck;
using Groundswell.Publication;

namespace Groundswell.Tests.Publication;

/// <summary>What sentences write of times can be read again, so that pages can show it in the reader's zone.</summary>
public sealed class SentenceTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 7, 0, TimeSpan.Zero);

    [Fact]
    public void A_time_that_is_written_is_read_as_the_minute_that_it_is() =>
        Gen.Select(Gen.Int[0, 500 * 24 * 60], Gen.Int[-400_000, 400_000]).Sample((ago, shift) =>
        {
            var now = Now.AddMinutes(shift);
            var at = now.AddMinutes(-Math.Min(ago, 300 * 24 * 60));
            var parts = SentenceTime.Split($"Tables failed from {SentenceTime.Write(at, now)}, and so on.", now);
            return parts.Count == 3 && parts[1].Time == at;
        });

    [Theory]
    [InlineData("It began at 11:59.", "2026-03-04T11:59Z")]
    [InlineData("It began at 23:50.", "2026-03-03T23:50Z")]
    [InlineData("It began about 06:48 UTC on 2 March.", "2026-03-02T06:48Z")]
    [InlineData("It began at 06:48 on 31 December.", "2025-12-31T06:48Z")]
    [InlineData("Revised 09:25: was DynamoDB.", "2026-03-04T09:25Z")]
    public void A_time_without_a_day_is_the_last_one_before(string sentence, string at) =>
        Assert.Equal(DateTimeOffset.Parse(at, null), Assert.Single(SentenceTime.Split(sentence, Now), p => p.Time is not null).Time);

    [Theory]
    [InlineData("the certificate expired at 2026-03-01 23:59 UTC", "2026-03-01T23:59Z")]
    [InlineData("signatures ended at 1 March 2026 23:59 UTC.", "2026-03-01T23:59Z")]
    [InlineData("503 Back at 12:30", null)]
    [InlineData("2026-13-01 23:59 UTC", null)]
    public void Of_what_a_check_wrote_only_whole_dates_are_times(string text, string? at)
    {
        var parts = SentenceTime.SplitDated(text);

        Assert.Equal(at is null ? null : DateTimeOffset.Parse(at, null), parts.Select(p => p.Time).FirstOrDefault(t => t is not null));
        Assert.Equal(text, string.Concat(parts.Select(p => p.Text)));
    }

    [Theory]
    [InlineData("46 of 64 services are down.")]
    [InlineData("10.24:30 is no time, nor 24:00, 12:60, 1:23, 12:34:56 or ::1.")]
    [InlineData("")]
    public void What_is_no_time_stays_text(string sentence)
    {
        Assert.All(SentenceTime.Split(sentence, Now), p => Assert.Null(p.Time));
        Assert.Equal(sentence, string.Concat(SentenceTime.Split(sentence, Now).Select(p => p.Text)));
    }
}
