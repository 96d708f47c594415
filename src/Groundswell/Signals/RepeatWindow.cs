namespace Groundswell.Signals;

/// <summary>
/// Who counted for which service lately, so that one reporter counts once per service in half an hour. A set-associative
/// table of fixed width per set: memory is bounded, and under a flood the entry that is oldest in its set gives way, so that a
/// flood can make somebody count twice but can never silence anybody. A reporter has an entry for each half hour in which a report of
/// theirs counted, so that late reports are held back among themselves and not only against the latest. Not thread-safe: the journal's
/// writer owns it.
/// </summary>
public sealed class RepeatWindow
{
    /// <summary>How long a counted report holds back further ones of the same reporter and service.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(30);

    private const int Ways = 8;
    private static readonly long LengthMilliseconds = (long)Length.TotalMilliseconds;

    private readonly int _maximumSets;
    private readonly List<Change> _changes = [];
    private ulong[] _keys;
    private long[] _times;
    private int _sets;
    private int _used;

    /// <param name="maximumEntries">Upper bound of entries; 16 bytes each. At least 64.</param>
    public RepeatWindow(int maximumEntries = 1 << 22)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumEntries, 64);
        _maximumSets = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)maximumEntries / Ways);
        _sets = Math.Min(_maximumSets, 1 << 10);
        _keys = new ulong[_sets * Ways];
        _times = new long[_sets * Ways];
    }

    /// <summary>Entries now, old ones included.</summary>
    public int Count => _used;

    /// <summary>Makes room for so many reports to come. Only right after <see cref="Keep"/> or <see cref="Undo"/>.</summary>
    public void Reserve(int reports)
    {
        // At a quarter full, hardly a set overflows: with a mean of two entries, one set in 4,000.
        while (_used + reports > _keys.Length / 4 && _sets < _maximumSets)
        {
            Grow();
        }
    }

    /// <summary>Decides whether a report counts, and remembers it if so. Undone by <see cref="Undo"/> until <see cref="Keep"/>.</summary>
    /// <param name="reporter">Who.</param>
    /// <param name="service">For which service.</param>
    /// <param name="time">When it happened, in milliseconds since the Unix epoch; reports may come out of order.</param>
    public bool TryCount(ReporterId reporter, int service, long time)
    {
        if ((reporter.Yesterday != 0 && HasCounted(reporter.Yesterday, service, time)) || HasCounted(reporter.Today, service, time))
        {
            return false;
        }

        Remember(KeyOf(reporter.Today, service, HalfHourOf(time)), time);
        return true;
    }

    /// <summary>Remembers a report that counted, read back from the journal.</summary>
    public void Restore(long reporter, int service, long time)
    {
        Reserve(1);
        Remember(KeyOf(reporter, service, HalfHourOf(time)), time);
        Keep();
    }

    /// <summary>The reports since the last call are stored: what they left here stays.</summary>
    public void Keep() => _changes.Clear();

    /// <summary>The reports since the last <see cref="Keep"/> could not be stored: forget them, so that a retry counts.</summary>
    public void Undo()
    {
        for (var i = _changes.Count - 1; i >= 0; i--)
        {
            var change = _changes[i];
            _used -= change.Key == 0 ? 1 : 0;
            _keys[change.Slot] = change.Key;
            _times[change.Slot] = change.Time;
        }

        _changes.Clear();
    }

    // What counted less than half an hour before or after lies in the same half hour or in one beside it.
    private bool HasCounted(long reporter, int service, long time)
    {
        var halfHour = HalfHourOf(time);
        return IsFresh(KeyOf(reporter, service, halfHour), time)
            || IsFresh(KeyOf(reporter, service, halfHour - 1), time)
            || IsFresh(KeyOf(reporter, service, halfHour + 1), time);
    }

    private bool IsFresh(ulong key, long time)
    {
        var first = FirstSlot(key);
        for (var slot = first; slot < first + Ways; slot++)
        {
            if (_keys[slot] == key)
            {
                return Math.Abs(time - _times[slot]) < LengthMilliseconds;
            }
        }

        return false;
    }

    private void Remember(ulong key, long time)
    {
        var first = FirstSlot(key);
        var chosen = first;
        for (var slot = first; slot < first + Ways; slot++)
        {
            if (_keys[slot] == key || _keys[slot] == 0)
            {
                chosen = slot;
                break;
            }

            chosen = _times[slot] < _times[chosen] ? slot : chosen;
        }

        _changes.Add(new Change(chosen, _keys[chosen], _times[chosen]));
        _used += _keys[chosen] == 0 ? 1 : 0;
        (_keys[chosen], _times[chosen]) = (key, time);
    }

    private void Grow()
    {
        var (keys, times) = (_keys, _times);
        _sets *= 2;
        _keys = new ulong[_sets * Ways];
        _times = new long[_sets * Ways];
        _used = 0;
        for (var slot = 0; slot < keys.Length; slot++)
        {
            if (keys[slot] != 0)
            {
                Remember(keys[slot], times[slot]);
            }
        }

        _changes.Clear();
    }

    private int FirstSlot(ulong key) => (int)(key >> 40) % _sets * Ways;

    private static long HalfHourOf(long time) => time / LengthMilliseconds;

    // The reporter is a keyed hash already, so mixing in the others with multiplications (Fibonacci hashing, Knuth) spreads well.
    private static ulong KeyOf(long reporter, int service, long halfHour)
    {
        var key = ((ulong)reporter ^ ((ulong)(uint)service * 0x9E3779B97F4A7C15) ^ ((ulong)halfHour * 0xC2B2AE3D27D4EB4F)) * 0xD6E8FEB86659FD93;
        key ^= key >> 32;
        return key == 0 ? 1 : key;
    }

    private readonly record struct Change(int Slot, ulong Key, long Time);
}
