namespace Groundswell.Server.Hosting;

/// <summary>A clock that stands at its origin until it is started, and then runs so many times faster than the machine's.</summary>
/// <param name="origin">What it shows until it is started.</param>
/// <param name="speed">Its seconds in a second of the machine; above 0.</param>
public sealed class ScaledTime(DateTimeOffset origin, double speed) : TimeProvider
{
    private long _started;

    public double Speed => speed;

    /// <summary>Lets it run. Later calls change nothing.</summary>
    public void Start() => Interlocked.CompareExchange(ref _started, Math.Max(1, System.GetTimestamp()), 0);

    public override DateTimeOffset GetUtcNow() =>
        Volatile.Read(ref _started) is var started && started == 0 ? origin : origin + (System.GetElapsedTime(started) * speed);

    /// <summary>Due time and period are of this clock; the timer runs whether the clock was started or not.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, OfMachine(dueTime), OfMachine(period));

    private TimeSpan OfMachine(TimeSpan time) =>
        time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Max(1, time.TotalMilliseconds / speed));
}
