using Groundswell.Sensing.Vantages;

namespace Groundswell.Server.Vantages;

/// <summary>What the node knows of one vantage: its token, the number of the last batch, when it was heard. Shared state is under one lock.</summary>
internal sealed class VantageLine(VantageToken token, DateTimeOffset opened)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _heard = opened;
    private bool _wasHeard;

    public enum Outcome
    {
        Taken,
        Repeat,
        NoRoom,
    }

    public VantageToken Token { get; } = token;

    /// <summary>0 before the first batch.</summary>
    public long LastSequence { get; private set; }

    /// <summary>When it last asked or brought something; null where it never did.</summary>
    public DateTimeOffset? Heard
    {
        get
        {
            lock (_lock)
            {
                return _wasHeard ? _heard : null;
            }
        }
    }

    public void Hear(DateTimeOffset now)
    {
        lock (_lock)
        {
            (_heard, _wasHeard) = (now, true);
        }
    }

    /// <summary>Takes a batch unless it or a later one was taken. Its number counts as taken only if there was room.</summary>
    public Outcome Take(long sequence, DateTimeOffset now, Func<bool> take)
    {
        lock (_lock)
        {
            (_heard, _wasHeard) = (now, true);
            if (sequence <= LastSequence)
            {
                return Outcome.Repeat;
            }

            if (!take())
            {
                return Outcome.NoRoom;
            }

            LastSequence = sequence;
            return Outcome.Taken;
        }
    }

    /// <summary>For how long nothing came, where that is too long; null where it is not.</summary>
    public TimeSpan? SilentFor(DateTimeOffset now, TimeSpan tooLong)
    {
        lock (_lock)
        {
            return now - _heard > tooLong ? now - _heard : null;
        }
    }
}
