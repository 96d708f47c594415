using Groundswell.Sensing.Vantages;

namespace Groundswell.Server.Vantages;

/// <summary>What the node knows of one vantage: its token, the number of the last batch, when it was heard. Shared state is under one lock.</summary>
internal sealed class VantageLine(VantageToken token, DateTimeOffset opened)
{
    /// <summary>Numbers begin with the agent's clock, in microseconds, and rise by one a batch: one that is further ahead of this clock was made by one that is wrong, or by a thief.</summary>
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(1);

    /// <summary>Far numbers that are remembered; more than an agent sends in that time.</summary>
    private const int MostFar = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, DateTimeOffset> _far = [];
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

    /// <summary>
    /// Takes a batch unless it or a later one was taken. Its number counts as taken only if there was room. One that is far ahead of the clock bars no
    /// other: it is remembered by itself, for as long as a recording of its request would pass for fresh.
    /// </summary>
    public Outcome Take(long sequence, DateTimeOffset now, Func<bool> take)
    {
        lock (_lock)
        {
            (_heard, _wasHeard) = (now, true);
            if (sequence > (now + FurthestAhead).ToUnixTimeMilliseconds() * 1000)
            {
                return TakeFar(sequence, now, take);
            }

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

    private Outcome TakeFar(long sequence, DateTimeOffset now, Func<bool> take)
    {
        foreach (var old in _far.Where(f => (now - f.Value).Duration() > 2 * VantageRequest.Freshness).Select(f => f.Key).ToList())
        {
            _far.Remove(old);
        }

        if (_far.ContainsKey(sequence))
        {
            return Outcome.Repeat;
        }

        if (_far.Count >= MostFar || !take())
        {
            return Outcome.NoRoom;
        }

        _far.Add(sequence, now);
        return Outcome.Taken;
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
