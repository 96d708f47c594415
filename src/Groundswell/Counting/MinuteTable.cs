using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Counting;

/// <summary>
/// The live one-minute bins of one shard: every non-zero count of service × region × symptom of the last 25 hours, in flat
/// arrays. A bin is found through a hash table; the bins of a minute hang on a chain of their own, so that closing, storing
/// and forgetting a minute cost what that minute holds. Not thread-safe: the shard owns it.
/// </summary>
public sealed class MinuteTable
{
    /// <summary>Minutes that are kept live: a day, in which late reports still land, and an hour to spare.</summary>
    public const int LiveMinutes = 25 * 60;

    private const int None = -1;

    private readonly int[] _firstOfMinute = new int[LiveMinutes];
    private readonly bool[] _isDirty = new bool[LiveMinutes];
    private readonly List<RollupBin> _leaving = []; // bins of forgotten minutes that nobody has read since they changed
    private int[] _buckets;
    private Entry[] _entries;
    private int _free = None;
    private int _used;
    private int _newest;

    /// <param name="newestMinute">The minute now; earlier ones back to <see cref="LiveMinutes"/> are live.</param>
    public MinuteTable(int newestMinute)
    {
        _newest = newestMinute;
        _buckets = new int[64];
        _entries = new Entry[64];
        Array.Fill(_buckets, None);
        Array.Fill(_firstOfMinute, None);
    }

    /// <summary>The latest live minute.</summary>
    public int NewestMinute => _newest;

    /// <summary>The earliest live minute.</summary>
    public int OldestMinute => _newest - LiveMinutes + 1;

    /// <summary>Non-zero bins now.</summary>
    public int Count { get; private set; }

    /// <summary>Adds reports to a bin.</summary>
    /// <returns>False, and nothing added, if the minute is not live any more.</returns>
    public bool Add(in CountedReport report, int count = 1)
    {
        if (report.Minute > _newest)
        {
            Advance(report.Minute);
        }

        if (report.Minute < OldestMinute)
        {
            return false;
        }

        ref var entry = ref FindOrAdd(report);
        entry.Count += count;
        _isDirty[Ring(report.Minute)] = true;
        return true;
    }

    /// <summary>Moves on to a later minute; minutes that drop out at the other end are forgotten, once what changed in them was read.</summary>
    public void Advance(int minute)
    {
        if (minute - _newest > LiveMinutes)
        {
            _newest = minute - LiveMinutes;
            for (var ring = 0; ring < LiveMinutes; ring++)
            {
                Forget(ring);
            }
        }

        while (_newest < minute)
        {
            _newest++;
            Forget(Ring(_newest));
        }
    }

    /// <summary>Calls <paramref name="read"/> for each non-zero bin of a minute.</summary>
    public void ReadMinute(int minute, Action<RollupBin> read)
    {
        if (minute > _newest || minute < OldestMinute)
        {
            return;
        }

        for (var i = _firstOfMinute[Ring(minute)]; i != None; i = _entries[i].NextOfMinute)
        {
            ref var entry = ref _entries[i];
            read(new RollupBin(entry.Service, entry.Minute, entry.Region, entry.Symptom, entry.Count));
        }
    }

    /// <summary>The bins of every minute that changed since the last <see cref="MarkClean"/>, absolute.</summary>
    public IReadOnlyList<RollupBin> ReadDirty()
    {
        var bins = new List<RollupBin>(_leaving);
        for (var minute = OldestMinute; minute <= _newest; minute++)
        {
            if (_isDirty[Ring(minute)])
            {
                ReadMinute(minute, bins.Add);
            }
        }

        return bins;
    }

    /// <summary>What <see cref="ReadDirty"/> gave is stored.</summary>
    public void MarkClean()
    {
        Array.Clear(_isDirty);
        _leaving.Clear();
    }

    // A clock that begins with 1970 has live minutes before it.
    private static int Ring(int minute) => (minute + LiveMinutes) % LiveMinutes;

    private void Forget(int ring)
    {
        for (var i = _firstOfMinute[ring]; i != None;)
        {
            ref readonly var entry = ref _entries[i];
            var next = entry.NextOfMinute;
            if (_isDirty[ring])
            {
                _leaving.Add(new RollupBin(entry.Service, entry.Minute, entry.Region, entry.Symptom, entry.Count));
            }

            Unlink(i);
            _entries[i].NextOfBucket = _free;
            _free = i;
            Count--;
            i = next;
        }

        _firstOfMinute[ring] = None;
        _isDirty[ring] = false;
    }

    private void Unlink(int index)
    {
        ref var link = ref _buckets[Bucket(_entries[index].Key)];
        while (link != index)
        {
            link = ref _entries[link].NextOfBucket;
        }

        link = _entries[index].NextOfBucket;
    }

    private ref Entry FindOrAdd(in CountedReport report)
    {
        for (var i = _buckets[Bucket(report)]; i != None; i = _entries[i].NextOfBucket)
        {
            if (_entries[i].Key == report)
            {
                return ref _entries[i];
            }
        }

        var index = Take();
        ref var bucket = ref _buckets[Bucket(report)];
        ref var first = ref _firstOfMinute[Ring(report.Minute)];
        _entries[index] = new Entry
        {
            Service = report.Service,
            Symptom = report.Symptom,
            Region = report.Region,
            Minute = report.Minute,
            NextOfBucket = bucket,
            NextOfMinute = first,
        };
        bucket = index;
        first = index;
        Count++;
        return ref _entries[index];
    }

    private int Take()
    {
        if (_free != None)
        {
            var index = _free;
            _free = _entries[index].NextOfBucket;
            return index;
        }

        if (_used == _entries.Length)
        {
            Grow();
        }

        return _used++;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, _entries.Length * 2);
        _buckets = new int[_entries.Length];
        Array.Fill(_buckets, None);

        // Growing happens only where nothing is free, so every entry is in use.
        for (var i = 0; i < _used; i++)
        {
            ref var bucket = ref _buckets[Bucket(_entries[i].Key)];
            _entries[i].NextOfBucket = bucket;
            bucket = i;
        }
    }

    private int Bucket(in CountedReport key)
    {
        var hash = ((ulong)(uint)key.Service << 32 | (uint)key.Minute) * 0x9E3779B97F4A7C15;
        hash = (hash ^ ((ulong)key.Region.ToPacked() << 32) ^ (uint)key.Symptom) * 0xD6E8FEB86659FD93;
        return (int)(hash >> 33) & (_buckets.Length - 1);
    }

    private struct Entry
    {
        public int Service;
        public int Symptom;
        public RegionId Region;
        public int Minute;
        public int Count;
        public int NextOfBucket;
        public int NextOfMinute;

        public readonly CountedReport Key => new(Service, Symptom, Region, Minute);
    }
}
