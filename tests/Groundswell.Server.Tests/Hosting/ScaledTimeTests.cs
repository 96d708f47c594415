using CsCheck;
using Groundswell.Server.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Groundswell.Server.Tests.Hosting;

public sealed class ScaledTimeTests
{
    private static readonly DateTimeOffset Origin = new(2025, 10, 20, 6, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _machine = new();

    [Fact]
    public void It_stands_until_it_is_started()
    {
        var time = new ScaledTime(Origin, 60, _machine);

        _machine.Advance(TimeSpan.FromHours(1));

        Assert.Equal(Origin, time.GetUtcNow());
    }

    [Fact]
    public void It_runs_from_its_origin_once_it_is_started()
    {
        var time = new ScaledTime(Origin, 60, _machine);
        _machine.Advance(TimeSpan.FromHours(1));

        time.Start();
        _machine.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(Origin.AddMinutes(10), time.GetUtcNow());
    }

    [Fact]
    public void A_second_start_changes_nothing()
    {
        var time = new ScaledTime(Origin, 60, _machine);
        time.Start();
        _machine.Advance(TimeSpan.FromSeconds(10));

        time.Start();

        Assert.Equal(Origin.AddMinutes(10), time.GetUtcNow());
    }

    [Fact]
    public void However_it_is_scaled_its_time_is_the_machines_times_the_speed() => Gen.Select(Gen.Double[0.1, 1000], Gen.Int[0, 100_000]).Sample((speed, milliseconds) =>
    {
        var machine = new FakeTimeProvider();
        var time = new ScaledTime(Origin, speed, machine);
        time.Start();
        machine.Advance(TimeSpan.FromMilliseconds(milliseconds));
        return Math.Abs((time.GetUtcNow() - Origin).TotalMilliseconds - (milliseconds * speed)) < 0.001;
    });

    [Fact]
    public void Its_timers_are_due_by_its_own_time()
    {
        var fired = 0;
        using var timer = new ScaledTime(Origin, 60, _machine).CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));

        _machine.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(0, fired);
        _machine.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(1, fired);
        _machine.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, fired);
    }

    [Fact]
    public void A_timer_that_is_changed_is_still_due_by_its_own_time()
    {
        var fired = 0;
        using var timer = new ScaledTime(Origin, 60, _machine).CreateTimer(_ => fired++, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _machine.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, fired);

        timer.Change(TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        _machine.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, fired);
    }

    [Fact]
    public void A_timer_is_never_due_at_once_however_fast_the_clock()
    {
        var fired = 0;
        using var timer = new ScaledTime(Origin, 100_000, _machine).CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        Assert.Equal(0, fired);
        _machine.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, fired);
    }
}
