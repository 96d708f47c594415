using CsCheck;
using Groundswell.Sensing.Feeds.Watching;

namespace Groundswell.Sensing.Tests.Feeds;

public sealed class FeedScheduleTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(2);

    [Fact]
    public void A_feed_that_answers_is_asked_after_its_interval_and_a_little() =>
        Gen.Int.Sample(seed => Assert.InRange(FeedSchedule.Next(Interval, 0, null, new Random(seed)), Interval, Interval * 1.1));

    [Fact]
    public void One_that_fails_is_left_alone_for_longer_each_time_up_to_an_hour()
    {
        var waits = Enumerable.Range(0, 12).Select(n => FeedSchedule.Next(Interval, n, null, new Random(1)).TotalMinutes).ToList();

        Assert.InRange(waits[1], 4, 4.4);
        Assert.InRange(waits[3], 16, 17.6);
        Assert.All(waits.Skip(5), w => Assert.InRange(w, 60, 66));
    }

    [Fact]
    public void What_a_server_asks_for_is_kept_to_up_to_a_day()
    {
        Assert.InRange(FeedSchedule.Next(Interval, 1, TimeSpan.FromHours(3), new Random(1)).TotalHours, 3, 3.3);
        Assert.InRange(FeedSchedule.Next(Interval, 1, TimeSpan.FromDays(400), new Random(1)).TotalDays, 1, 1.1);
        Assert.InRange(FeedSchedule.Next(Interval, 0, TimeSpan.FromSeconds(1), new Random(1)).TotalMinutes, 2, 2.2);
    }

    [Fact]
    public void An_interval_longer_than_the_longest_back_off_stays() =>
        Assert.InRange(FeedSchedule.Next(TimeSpan.FromHours(6), 3, null, new Random(1)).TotalHours, 6, 6.6);

    [Fact]
    public void The_first_asking_comes_within_a_minute() =>
        Gen.Int.Sample(seed => Assert.InRange(FeedSchedule.First(TimeSpan.FromHours(6), new Random(seed)), TimeSpan.Zero, TimeSpan.FromMinutes(1)));
}
