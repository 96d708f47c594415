namespace Groundswell.Sensing.Vantages;

/// <summary>
/// The node's clock as a vantage knows it: what the node said last, and what has passed since by the clock that only moves on. A machine
/// whose own clock is wrong, or is put right meanwhile, is none the worse for it. Until the node has spoken it is the machine's own clock.
/// One caller of <see cref="Hear"/> at a time; any number of readers.
/// </summary>
/// <remarks>
/// An answer tells the time to within half of what question and answer took (Cristian 1989). A better reading replaces a worse one, and
/// readings age by the drift of clocks; where two exclude each other a clock was moved, and the newer holds.
/// </remarks>
internal sealed class NodeTime(TimeProvider own) : TimeProvider
{
    /// <summary>By how much a clock may go wrong, as a share of what passes: cheap quartz is off by a tenth of it.</summary>
    private const double Drift = 1e-3;

    private volatile Reading? _reading;

    public override TimeZoneInfo LocalTimeZone => own.LocalTimeZone;

    public override long TimestampFrequency => own.TimestampFrequency;

    /// <summary>Whether the node has told its time.</summary>
    public bool IsKnown => _reading is not null;

    /// <summary>By how much the node's clock is ahead of the machine's own.</summary>
    public TimeSpan Ahead => GetUtcNow() - own.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _reading is { } reading ? reading.At + own.GetElapsedTime(reading.Timestamp) : own.GetUtcNow();

    public override long GetTimestamp() => own.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => own.CreateTimer(callback, state, dueTime, period);

    /// <summary>Takes what an answer said that came just now.</summary>
    /// <param name="said">The node's clock when it answered.</param>
    /// <param name="roundTrip">From question to answer.</param>
    public void Hear(DateTimeOffset said, TimeSpan roundTrip)
    {
        var heard = new Reading(said + (roundTrip / 2), own.GetTimestamp(), roundTrip / 2);
        if (_reading is { } known)
        {
            var passed = own.GetElapsedTime(known.Timestamp);
            var uncertainty = known.Uncertainty + (passed * Drift);
            var isPossible = (heard.At - (known.At + passed)).Duration() <= uncertainty + heard.Uncertainty;
            if (isPossible && heard.Uncertainty > uncertainty)
            {
                return;
            }
        }

        _reading = heard;
    }

    private sealed record Reading(DateTimeOffset At, long Timestamp, TimeSpan Uncertainty);
}
