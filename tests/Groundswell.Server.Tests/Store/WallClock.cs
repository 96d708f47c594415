namespace Groundswell.Server.Tests.Store;

/// <summary>A clock as a machine has it: time passes on both of its faces, and somebody may set the one that tells the date, forth and back.</summary>
internal sealed class WallClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;
    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _passed.Ticks;

    public void Pass(TimeSpan time) => (_now, _passed) = (_now + time, _passed + time);

    public void Set(TimeSpan by) => _now += by;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("Nothing waits on this clock.");
}
