using System.Runtime.InteropServices;
using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Detection;
using Groundswell.Storage;

namespace Groundswell;

/// <summary>
/// Brings a shard to where the store has it: bins of the last day, detectors as they were last stored and then taught what
/// came since. The journal's tail follows as ordinary groups of reports.
/// </summary>
public static class ShardLoader
{
    /// <summary>How far back a detector without a stored state is taught.</summary>
    public static readonly TimeSpan History = TimeSpan.FromDays(35);

    private const int LessonMinutes = 24 * 60;

    public static async Task<Shard> LoadAsync(
        int number,
        IReadOnlyList<ShardService> services,
        Func<int, SymptomId> symptomOf,
        IRollups rollups,
        RollupMarks marks,
        DetectorOptions options,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var minute = Shard.MinuteOf(now);
        var shard = new Shard(number, marks.Of(number), minute);
        foreach (var service in services)
        {
            var detector = await TeachAsync(service, symptomOf, rollups, marks, options, minute, cancellationToken);
            var newest = minute / HalfHours.StepMinutes;
            var totals = await rollups.ReadTotalsAsync(
                service.Number, (newest - HalfHours.Length + 1) * HalfHours.StepMinutes, HalfHours.StepMinutes, HalfHours.Length, cancellationToken);
            shard.AddService(service, detector, new HalfHours(newest, totals));
            await rollups.ReadBinsAsync(service.Number, minute - MinuteTable.LiveMinutes + 1, int.MaxValue, bin => shard.Restore(bin), cancellationToken);
        }

        shard.MarkClean();
        return shard;
    }

    private static async Task<ServiceDetector> TeachAsync(
        ShardService service,
        Func<int, SymptomId> symptomOf,
        IRollups rollups,
        RollupMarks marks,
        DetectorOptions options,
        int minute,
        CancellationToken cancellationToken)
    {
        var stored = await rollups.ReadDetectorAsync(service.Number, cancellationToken);
        var detector = stored is null ? null : ServiceDetector.Read(stored.Content.Span, service.Id, symptomOf, options);
        var oldest = minute - (int)History.TotalMinutes;

        // A detector goes on only: one that has seen minutes yet to come, before the clock was put back, must learn again.
        var from = detector is not null && stored!.ThroughMinute >= oldest && stored.ThroughMinute < minute ? stored.ThroughMinute + 1 : (int?)null;
        if (from is null)
        {
            detector = new ServiceDetector(service.Id, symptomOf, options);
            from = await rollups.ReadFirstMinuteAsync(service.Number, cancellationToken) is { } first ? Math.Max(first, oldest) : minute;
        }

        var lesson = new Lesson(detector!, marks.AliveMinute, from.Value);
        var bins = new List<RollupBin>();
        for (var day = from.Value; day < minute; day += LessonMinutes)
        {
            // Read first, learn then: a store may lend out its connection only while it reads, and learning takes longer.
            bins.Clear();
            await rollups.ReadBinsAsync(service.Number, day, Math.Min(minute, day + LessonMinutes), bins.Add, cancellationToken);
            bins.ForEach(lesson.Hear);
            await Task.Yield();
        }

        lesson.Finish(minute);
        return detector!;
    }

    /// <summary>Feeds stored bins to a detector minute by minute; a minute in which the node was not alive is missing, not silent.</summary>
    private sealed class Lesson(ServiceDetector detector, int aliveMinute, int from)
    {
        private readonly List<SeriesCount> _counts = [];
        private int _minute = from;

        public void Hear(RollupBin bin)
        {
            MoveTo(bin.Minute);
            _counts.Add(new SeriesCount(bin.Region, bin.Symptom, bin.Count));
        }

        public void Finish(int minute) => MoveTo(minute);

        private void MoveTo(int minute)
        {
            if (_counts.Count > 0 && _minute < minute)
            {
                detector.Observe(_minute++, CollectionsMarshal.AsSpan(_counts));
                _counts.Clear();
            }

            if (_minute < minute)
            {
                Hush(Math.Min(minute, aliveMinute + 1));
                if (_minute < minute)
                {
                    detector.Skip(minute - 1);
                    _minute = minute;
                }
            }
        }

        /// <summary>Silence before a minute, from the lesson's beginning on.</summary>
        private void Hush(int minute)
        {
            if (_minute >= minute)
            {
                return;
            }

            if (detector.NextMinute is null)
            {
                detector.Observe(_minute, []);
            }

            detector.PassSilence(minute);
            _minute = minute;
        }
    }
}
