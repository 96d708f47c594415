using System.Buffers;
using Groundswell.Counting;
using Groundswell.Detection;
using Groundswell.Learning;
using Groundswell.Publication;
using Groundswell.Signals;
using Groundswell.Storage;

namespace Groundswell;

/// <summary>
/// The live counts and detectors of the services of one shard: reports go in, assessments come out. Not thread-safe: one
/// owner calls it (the grain of the shard).
/// </summary>
public sealed class Shard
{
    /// <summary>Minutes between two ticks above which the node was asleep, and silence says nothing.</summary>
    private const int MaximumPause = 5;

    /// <summary>Minutes that a report may be ahead of the last tick: the table has as many to spare for what comes late.</summary>
    private const int MaximumAhead = 60;

    private const int FirstSnapshotBytes = 8192; // that of most services fits in

    private readonly MinuteTable _table;
    private readonly Dictionary<int, ShardedService> _services = [];
    private readonly List<RollupBin> _ahead = []; // stored bins of minutes that are yet to come: the clock was put back
    private readonly Dictionary<CountedReport, int> _early = []; // and came: counts that are no reports of that minute
    private readonly Action<RollupBin> _hand; // made once: a minute is handed out without allocation
    private int _lastClosed;

    internal Shard(int number, long lastSequence, int minute)
    {
        Number = number;
        LastSequence = lastSequence;
        _table = new MinuteTable(minute);
        _lastClosed = minute - 1;
        _hand = Hand;
    }

    public int Number { get; }

    /// <summary>Every counted row of this shard up to this sequence of the journal is in its bins.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Whether a shard that is loaded at a minute holds the bins of another.</summary>
    public static bool Holds(int loadedAt, int minute) => minute > loadedAt - MinuteTable.LiveMinutes && minute <= loadedAt + MaximumAhead;

    /// <summary>Counts a group of reports.</summary>
    /// <returns>
    /// False, and nothing counted, if a group before it never came, or if one of the reports is of a minute whose bins are not held here,
    /// as after a change of the clock: the shard must be loaded anew.
    /// </returns>
    public bool TryApply(ReportGroup group)
    {
        if (group.Previous > LastSequence || (group.Last > LastSequence && group.Reports.Any(r => !Holds(_table.NewestMinute, r.Minute))))
        {
            return false;
        }

        if (group.Last > LastSequence)
        {
            foreach (var report in group.Reports)
            {
                Count(report);
            }

            LastSequence = group.Last;
        }

        return true;
    }

    /// <summary>Closes the minutes that are over, and says how every service stands.</summary>
    /// <param name="now">The node's time.</param>
    /// <param name="delivered">Sequence up to which every shard was sent everything.</param>
    public IReadOnlyList<ServiceFigures> Tick(DateTimeOffset now, long delivered)
    {
        LastSequence = Math.Max(LastSequence, delivered);
        var minute = MinuteOf(now);
        _table.Advance(minute);
        TakeWhatWasAhead();
        CloseMinutesBefore(minute);
        var fraction = (now - DateTimeOffset.UnixEpoch).TotalMinutes - minute;
        _table.ReadMinute(minute, _hand);
        var figures = new List<ServiceFigures>(_services.Count);
        foreach (var state in _services.Values)
        {
            figures.Add(new ServiceFigures(state.Assess(now, fraction), state.Sparkline(minute), state.ExpectHalfHours(minute)));
        }

        return figures;
    }

    /// <summary>What changed since the last call, to be stored.</summary>
    /// <param name="withDetectors">Whether detector states come along.</param>
    public ShardRollup TakeRollup(bool withDetectors)
    {
        var detectors = new List<DetectorState>();
        if (withDetectors)
        {
            foreach (var (number, state) in _services)
            {
                var content = new ArrayBufferWriter<byte>(FirstSnapshotBytes);
                state.PassSilence(_lastClosed + 1);
                state.Detector.Write(content);
                detectors.Add(new DetectorState(number, _lastClosed, content.WrittenMemory));
            }
        }

        var rollup = new ShardRollup(Number, LastSequence, _table.ReadDirty(), detectors);
        _table.MarkClean();
        return rollup;
    }

    /// <summary>What the services of each category have learned of their day and week.</summary>
    public IReadOnlyList<CategoryRhythm> PoolRhythms() => CategoryRhythm.Pool(_services.Values.Select(s => (s.Category, s.Detector)));

    /// <summary>Lends the rhythms of categories to their services.</summary>
    public void LendRhythms(IReadOnlyList<CategoryRhythm> rhythms)
    {
        var byCategory = rhythms.ToDictionary(r => r.Category);
        foreach (var service in _services.Values)
        {
            if (byCategory.TryGetValue(service.Category, out var rhythm))
            {
                service.Detector.Lend(rhythm);
            }
        }
    }

    /// <summary>Takes what is known afterwards of what its services were called down for.</summary>
    public void Reconsider(IReadOnlyList<AlarmLesson> lessons)
    {
        foreach (var lesson in lessons)
        {
            _services.Values.FirstOrDefault(s => s.Detector.Service == lesson.Service)?.Reconsider(lesson);
        }
    }

    /// <summary>The charts of one service's page; null if it is not of this shard.</summary>
    public ServiceCharts? Describe(int service, DateTimeOffset now) =>
        _services.TryGetValue(service, out var state) ? ShardCharts.Draw(_table, service, state, MinuteOf(now)) : null;

    /// <summary>What is expected of a service in each step; empty if it is not of this shard.</summary>
    public IReadOnlyList<Expectation> Expect(int service, int fromMinute, int stepMinutes, int steps) =>
        _services.TryGetValue(service, out var state)
            ? [.. Enumerable.Range(0, steps).Select(step => ShardCharts.Expect(state.Detector, fromMinute + (step * stepMinutes), stepMinutes))]
            : [];

    /// <summary>Minutes since the Unix epoch.</summary>
    public static int MinuteOf(DateTimeOffset time) => (int)(time.ToUnixTimeSeconds() / 60);

    internal void AddService(ShardService service, ServiceDetector detector, HalfHours halfHours) =>
        _services.Add(service.Number, new ShardedService(service.Category, detector, halfHours));

    /// <summary>Puts a stored bin back. One of a minute yet to come waits for it, as its minute's reports then add to it.</summary>
    internal void Restore(in RollupBin bin)
    {
        if (bin.Minute > _table.NewestMinute)
        {
            _ahead.Add(bin);
        }
        else
        {
            _table.Add(new CountedReport(bin.Service, bin.Symptom, bin.Region, bin.Minute), bin.Count);
        }
    }

    internal void MarkClean() => _table.MarkClean();

    /// <summary>Judges the minutes that are over.</summary>
    internal void CloseMinutesBefore(int minute)
    {
        var wasAsleep = minute - _lastClosed > MaximumPause;
        if (_lastClosed + 1 < _table.OldestMinute)
        {
            // Nothing is known of these minutes any more, and they may be years.
            foreach (var state in _services.Values)
            {
                state.Skip(_lastClosed + 1, _table.OldestMinute - 1);
            }

            _lastClosed = _table.OldestMinute - 1;
        }

        for (var next = _lastClosed + 1; next < minute; next++)
        {
            _table.ReadMinute(next, _hand);
            foreach (var state in _services.Values)
            {
                state.Close(next, wasAsleep);
            }

            _lastClosed = next;
        }
    }

    private void Count(in CountedReport report)
    {
        _table.Add(report);
        TakeWhatWasAhead();
        if (_services.TryGetValue(report.Service, out var state))
        {
            state.CountInHalfHour(report.Minute);
            if (report.Minute <= _lastClosed)
            {
                state.Amend(report.Minute, new SeriesCount(report.Region, report.Symptom, 1));
            }
        }
    }

    private void TakeWhatWasAhead()
    {
        if (_ahead.Count == 0)
        {
            return;
        }

        foreach (var bin in _ahead.Where(b => b.Minute <= _table.NewestMinute))
        {
            var key = new CountedReport(bin.Service, bin.Symptom, bin.Region, bin.Minute);
            _table.Add(key, bin.Count);
            _early[key] = bin.Count;
        }

        foreach (var gone in _early.Keys.Where(key => key.Minute < _table.OldestMinute).ToList())
        {
            _early.Remove(gone);
        }

        _ahead.RemoveAll(b => b.Minute <= _table.NewestMinute);
    }

    private void Hand(RollupBin bin)
    {
        // What was counted while the clock was ahead stays counted, and is no sign of an outage when its minute comes.
        var early = _early.Count == 0 ? 0 : _early.GetValueOrDefault(new CountedReport(bin.Service, bin.Symptom, bin.Region, bin.Minute));
        if (bin.Count > early && _services.TryGetValue(bin.Service, out var state))
        {
            state.Hear(new SeriesCount(bin.Region, bin.Symptom, bin.Count - early));
        }
    }
}
