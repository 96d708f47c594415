namespace Groundswell.Signals.Seeing;

/// <summary>
/// What the latest runs of independent groups say of one thing that a vantage needs to see by: second by second for a while, and the row of
/// failures since it last served.
/// </summary>
internal sealed class FacetVotes
{
    /// <summary>Seconds that are kept.</summary>
    private const int Kept = 240;

    private readonly SortedDictionary<long, Second> _begun = [];
    private readonly SortedDictionary<long, Second> _ended = [];
    private readonly Dictionary<string, DateTimeOffset> _heard = new(StringComparer.Ordinal);
    private readonly HashSet<string> _failing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProbeWay> _failures = new(StringComparer.Ordinal);
    private DateTimeOffset _latest = DateTimeOffset.MinValue;

    /// <summary>Groups that have failed since the last that did not.</summary>
    public int FailingGroups => _failing.Count;

    /// <summary>Failures since the last that was none.</summary>
    public int Row { get; private set; }

    public DateTimeOffset RowBegan { get; private set; }

    public DateTimeOffset? LastPass { get; private set; }

    public void Add(ProbeWay way, bool passed)
    {
        // A failure may take its time, and is of the moment at which it began as much as a success that began then.
        At(_begun, way.Began).Add(way.Group, passed);
        At(_ended, way.Ended).Add(way.Group, passed);
        if (way.Ended > _latest)
        {
            _latest = way.Ended;
        }

        if (!_heard.TryGetValue(way.Group, out var heard) || heard < way.Ended)
        {
            _heard[way.Group] = way.Ended;
        }

        if (passed)
        {
            (Row, LastPass) = (0, LastPass > way.Ended ? LastPass : way.Ended);
            _failing.Clear();
        }
        else if (LastPass is null || way.Ended >= LastPass)
        {
            RowBegan = Row++ == 0 ? way.Began : RowBegan;
            _failing.Add(way.Group);
            _failures[way.Group] = way;
        }
        else
        {
            _failures[way.Group] = way;
        }

        Trim(_begun);
        Trim(_ended);
    }

    /// <summary>Groups other than one that were heard after a time.</summary>
    public int Known(DateTimeOffset after, string except = "") => _heard.Count(h => h.Value > after && h.Key != except);

    /// <summary>Every group that was heard after a time has failed since anything got through.</summary>
    public bool IsAllFailing(DateTimeOffset after) => _heard.All(h => h.Value <= after || _failing.Contains(h.Key));

    /// <summary>The latest failure of each group, from a time on.</summary>
    public IReadOnlyList<ProbeWay> Failures(DateTimeOffset since) => [.. _failures.Values.Where(f => f.Ended >= since)];

    /// <summary>Forgets groups that were not heard for long.</summary>
    public void Forget(DateTimeOffset before)
    {
        foreach (var (group, heard) in _heard)
        {
            if (heard < before)
            {
                _heard.Remove(group);
                _failures.Remove(group);
                _failing.Remove(group);
            }
        }
    }

    /// <summary>Whether another group got through within a time.</summary>
    public bool Passes(DateTimeOffset from, DateTimeOffset to, string except)
    {
        for (var second = from.ToUnixTimeSeconds(); second <= to.ToUnixTimeSeconds(); second++)
        {
            if (_ended.TryGetValue(second, out var votes) && votes.Passing.Any(g => g != except))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Other groups' runs that began about a moment, the nearest first: how many of them failed. A group that did both in one second failed in half.</summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="seconds">How far to look; negative: into the past.</param>
    /// <param name="most">Groups after which the look ends, whole seconds being counted.</param>
    /// <param name="except">Of which nothing counts.</param>
    public (double Failing, int All) Nearest(DateTimeOffset from, int seconds, int most, string except) => Count(_begun, from, seconds, most, except);

    /// <summary>The latest word of each group whose run ended within some seconds before a moment.</summary>
    public (double Failing, int All) Latest(DateTimeOffset until, int seconds) => Count(_ended, until, -seconds, int.MaxValue, "");

    private static (double Failing, int All) Count(SortedDictionary<long, Second> seconds, DateTimeOffset from, int length, int most, string except)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var failing = 0.0;
        for (var i = 0; i <= Math.Abs(length) && seen.Count < most; i++)
        {
            if (!seconds.TryGetValue(from.ToUnixTimeSeconds() + (Math.Sign(length) * i), out var votes))
            {
                continue;
            }

            foreach (var group in votes.Failing)
            {
                failing += group != except && seen.Add(group) ? votes.Passing.Contains(group) ? 0.5 : 1 : 0;
            }

            seen.UnionWith(votes.Passing.Where(g => g != except));
        }

        return (failing, seen.Count);
    }

    private static Second At(SortedDictionary<long, Second> seconds, DateTimeOffset time)
    {
        if (!seconds.TryGetValue(time.ToUnixTimeSeconds(), out var votes))
        {
            seconds[time.ToUnixTimeSeconds()] = votes = new Second();
        }

        return votes;
    }

    private void Trim(SortedDictionary<long, Second> seconds)
    {
        while (seconds.Count > 0 && seconds.Keys.First() is var oldest && oldest < _latest.ToUnixTimeSeconds() - Kept)
        {
            seconds.Remove(oldest);
        }
    }

    private sealed class Second
    {
        public HashSet<string> Passing { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Failing { get; } = new(StringComparer.Ordinal);

        public void Add(string group, bool passed) => (passed ? Passing : Failing).Add(group);
    }
}
