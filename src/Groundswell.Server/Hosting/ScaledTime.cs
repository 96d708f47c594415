namespace Groundswell.Server.Hosting;

/// <summary>A clock that stands at its origin until it is started, and then runs so many times faster than the machine's.</summary>
/// <param name="origin">What it shows until it is started.</param>
/// <param name="speed">Its seconds in a second of the machine; above 0.</param>
/// <param name="machine">The machine's clock.</param>
public sealed class ScaledTime(DateTimeOffset origin, double speed, TimeProvider machine) : TimeProvider
{
    private const long NotStarted = long.MinValue;

    private long _started = NotStarted;

    public double Speed => speed;

    /// <summary>Lets it run. Later calls change nothing.</summary>
    public void Start() => Interlocked.CompareExchange(ref _started, machine.GetTimestamp(), NotStarted);

    public override DateTimeOffset GetUtcNow() =>
        Volatile.Read(ref _started) is var started && started == NotStarted ? origin : origin + (machine.GetElapsedTime(started) * speed);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Due time and period are of this clock; the timer runs whether the clock was started or not.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(machine.CreateTimer(callback, state, OfMachine(dueTime, speed), OfMachine(period, speed)), speed);

    private static TimeSpan OfMachine(TimeSpan time, double speed) =>
        time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Max(1, time.TotalMilliseconds / speed));

    private sealed class Timer(ITimer inner, double speed) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(OfMachine(dueTime, speed), OfMachine(period, speed));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
