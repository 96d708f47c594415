using CsCheck;
using Groundswell.Sensing.Vantages;
using Microsoft.Extensions.Time.Testing;

namespace Groundswell.Sensing.Tests.Vantages;

public sealed class NodeTimeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _own = new(Noon.AddHours(-7));

    [Fact]
    public void Until_the_node_has_spoken_it_is_the_machines_own()
    {
        var time = new NodeTime(_own);

        Assert.False(time.IsKnown);
        Assert.Equal(Noon.AddHours(-7), time.GetUtcNow());
    }

    [Fact]
    public void It_is_what_the_node_said_and_what_passed_since()
    {
        var time = new NodeTime(_own);
        time.Hear(Noon, TimeSpan.FromMilliseconds(40));
        _own.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal((true, Noon.AddMinutes(3).AddMilliseconds(20)), (time.IsKnown, time.GetUtcNow()));
        Assert.Equal(TimeSpan.FromHours(7) + TimeSpan.FromMilliseconds(20), time.Ahead);
    }

    [Fact]
    public void A_machine_whose_clock_is_put_right_meanwhile_is_none_the_worse_for_it()
    {
        var machine = new SteppedClock(_own);
        var time = new NodeTime(machine);
        time.Hear(Noon, TimeSpan.Zero);
        machine.Step = TimeSpan.FromHours(7);

        Assert.Equal(Noon, time.GetUtcNow());
    }

    [Fact]
    public void A_slow_answer_does_not_spoil_what_a_quick_one_told()
    {
        var time = new NodeTime(_own);
        time.Hear(Noon, TimeSpan.FromMilliseconds(10));
        time.Hear(Noon.AddSeconds(-3), TimeSpan.FromSeconds(20));

        Assert.Equal(Noon.AddMilliseconds(5), time.GetUtcNow());
    }

    [Fact]
    public void A_node_whose_clock_is_moved_is_followed_even_by_a_slow_answer()
    {
        var time = new NodeTime(_own);
        time.Hear(Noon, TimeSpan.FromMilliseconds(10));
        time.Hear(Noon.AddHours(1), TimeSpan.FromSeconds(20));

        Assert.Equal(Noon.AddHours(1).AddSeconds(10), time.GetUtcNow());
    }

    [Fact]
    public void It_is_never_off_by_more_than_half_of_the_quickest_round_trip() => Gen.Select(Gen.Int[0, 30_000], Gen.Double[0, 1]).Array[1, 20].Sample(answers =>
    {
        var own = new FakeTimeProvider(Noon.AddDays(-400));
        var time = new NodeTime(own);
        var quickest = double.MaxValue;
        foreach (var (roundTrip, share) in answers)
        {
            // The node's clock is ahead by 400 days; it is read somewhere between question and answer.
            var said = own.GetUtcNow().AddDays(400).AddMilliseconds(roundTrip * share);
            own.Advance(TimeSpan.FromMilliseconds(roundTrip));
            time.Hear(said, TimeSpan.FromMilliseconds(roundTrip));
            quickest = Math.Min(quickest, roundTrip);
            Assert.InRange((time.GetUtcNow() - own.GetUtcNow().AddDays(400)).Duration().TotalMilliseconds, 0, (quickest / 2) + (answers.Length * 30));
        }
    });

    private sealed class SteppedClock(FakeTimeProvider inner) : TimeProvider
    {
        public TimeSpan Step { get; set; }

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Step;

        public override long GetTimestamp() => inner.GetTimestamp();
    }
}
