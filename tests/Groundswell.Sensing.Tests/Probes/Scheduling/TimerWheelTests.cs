using CsCheck;
using Groundswell.Sensing.Probes.Scheduling;

namespace Groundswell.Sensing.Tests.Probes.Scheduling;

public sealed class TimerWheelTests
{
    private const int MostTimers = 40;

    /// <summary>A sorted list is right and slow; the wheel must do as it does.</summary>
    [Fact]
    public void A_wheel_does_what_a_sorted_list_would() => Gen.Select(Gen.Int[0, 2], Gen.Int[0, MostTimers - 1], Gen.OneOf(Gen.Long[0, 600], Gen.Long[0, 200_000], Gen.Long[0, 20_000_000]))
        .Array[1, 120]
        .Sample(
            steps =>
            {
                var wheel = new TimerWheel<int>();
                var timers = Enumerable.Range(0, MostTimers).Select(i => new WheelTimer<int>(i)).ToArray();
                var model = new Dictionary<int, long>();
                foreach (var (kind, which, number) in steps)
                {
                    switch (kind)
                    {
                        case 0:
                            wheel.Set(timers[which], wheel.Now + number);
                            model[which] = Math.Max(wheel.Now + number, wheel.Now + 1);
                            break;
                        case 1:
                            wheel.Cancel(timers[which]);
                            model.Remove(which);
                            break;
                        default:
                            Check(wheel, model, wheel.Now + (number % 100_000));
                            break;
                    }

                    Assert.Equal(model.Count, wheel.Count);
                }

                Check(wheel, model, wheel.Now + 20_000_001);
                Assert.Equal(0, wheel.Count);
            },
            iter: 200);

    [Fact]
    public void A_timer_beyond_the_farthest_comes_early_and_not_never()
    {
        var wheel = new TimerWheel<int>();
        var timer = new WheelTimer<int>(1);

        wheel.Set(timer, long.MaxValue);

        Assert.Equal(TimerWheel<int>.Farthest, timer.Due);
    }

    private static void Check(TimerWheel<int> wheel, Dictionary<int, long> model, long until)
    {
        var expired = new List<WheelTimer<int>>();
        wheel.Advance(until, expired);
        var due = model.Where(m => m.Value <= until).ToList();
        due.ForEach(d => model.Remove(d.Key));

        Assert.Equal(due.Select(d => d.Key).Order(), expired.Select(e => e.Value).Order());
        Assert.Equal(expired.Select(e => e.Due).Order(), expired.Select(e => e.Due));
    }
}
