using Groundswell.Catalogue;
using Groundswell.Counting;

namespace Groundswell.Detection;

public sealed partial class ServiceDetector
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    /// <summary>What is held of the service after the minute closed last; unknown where that was long before <paramref name="now"/>.</summary>
    /// <exception cref="InvalidOperationException">No minute was closed yet.</exception>
    public ServiceAssessment Assess(DateTimeOffset now)
    {
        var last = LastMinute();
        List<View> regions = [];
        foreach (var (region, track) in _regions)
        {
            if (track.Detector is { } detector)
            {
                var (reports, expected) = detector.Recent(RecentMinutes);
                regions.Add(new View(region, detector.State, detector.OnsetBin, reports, expected));
            }
        }

        var recent = _total.Recent(RecentMinutes);
        var total = _total.Latest() with { State = _total.State };
        return Compose(now, Epoch.AddMinutes(last + 1), total, recent, regions, number => _symptoms[number].Recent(RecentMinutes, last));
    }

    /// <summary>The same with the open minute taken in, <paramref name="fraction"/> of which has passed; nothing is learned from it.</summary>
    public ServiceAssessment Peek(DateTimeOffset now, double fraction, ReadOnlySpan<SeriesCount> open)
    {
        if (NextMinute is null)
        {
            return Unheard(now, open);
        }

        // At the very start of a minute there is nothing of it to take in.
        if (fraction <= 0)
        {
            return Assess(now);
        }

        var last = LastMinute();
        SortedDictionary<uint, int> byRegion = [];
        SortedDictionary<int, long> bySymptom = [];
        var sum = 0L;
        foreach (var count in open)
        {
            sum += count.Count;
            var region = count.Region.Country.ToPacked();
            byRegion[region] = byRegion.GetValueOrDefault(region) + count.Count;
            bySymptom[count.Symptom] = bySymptom.GetValueOrDefault(count.Symptom) + count.Count;
        }

        List<View> regions = [];
        foreach (var (region, track) in _regions)
        {
            if (track.Detector is { } detector)
            {
                var count = byRegion.GetValueOrDefault(region);
                var peeked = detector.PeekState(fraction, count);
                var (reports, expected) = detector.Recent(RecentMinutes - 1);
                regions.Add(new View(region, peeked.State, peeked.OnsetBin, reports + count, expected + peeked.Expected));
            }
        }

        var total = _total.Peek(fraction, (int)Math.Min(int.MaxValue, sum));
        var recent = _total.Recent(RecentMinutes - 1);
        recent = (recent.Reports + sum, recent.Expected + (total.Expected * fraction));
        return Compose(
            now, Epoch.AddMinutes(last + 1 + fraction), total, recent, regions,
            number => _symptoms[number].Recent(RecentMinutes - 1, last) + bySymptom.GetValueOrDefault(number));
    }

    private ServiceAssessment Unheard(DateTimeOffset now, ReadOnlySpan<SeriesCount> open)
    {
        var reports = 0L;
        foreach (var count in open)
        {
            reports += count.Count;
        }

        return new ServiceAssessment
        {
            Service = Service,
            At = now,
            State = SeriesState.Unknown,
            Total = new Assessment
            {
                Bin = now.ToUnixTimeSeconds() / 60,
                State = SeriesState.Unknown,
                Observed = reports,
                Expected = double.NaN,
                Lower = double.NaN,
                Upper = double.NaN,
                Score = 0,
                LogBayesFactor = 0,
                Information = 0,
            },
            RecentReports = reports,
            RecentExpected = double.NaN,
        };
    }

    private static int Rank(SeriesState state) => state switch
    {
        SeriesState.Down => 4,
        SeriesState.Suspect => 3,
        SeriesState.Recovering => 2,
        SeriesState.Normal => 1,
        _ => 0,
    };

    private long LastMinute() =>
        NextMinute is { } next ? next - 1 : throw new InvalidOperationException($"No minute of {Service} was closed yet.");

    private ServiceAssessment Compose(
        DateTimeOffset now, DateTimeOffset at, Assessment total, (double Reports, double Expected) recent, List<View> regions,
        Func<int, long> recentOfSymptom)
    {
        var state = total.State;
        foreach (var region in regions)
        {
            // While the whole recovers, what is not quite calm somewhere is its last reports.
            var isTail = total.State == SeriesState.Recovering && region.State == SeriesState.Suspect;
            state = Rank(region.State) > Rank(state) && !isTail ? region.State : state;
        }

        if (now - at > Stale)
        {
            return new ServiceAssessment { Service = Service, At = at, State = SeriesState.Unknown, Total = total };
        }

        if (state is not (SeriesState.Suspect or SeriesState.Down))
        {
            return new ServiceAssessment { Service = Service, At = at, State = state, Total = total, RecentReports = recent.Reports, RecentExpected = recent.Expected };
        }

        var affected = regions.Where(r => r.State is SeriesState.Suspect or SeriesState.Down).ToList();
        affected.Sort((a, b) => Rank(b.State) != Rank(a.State) ? Rank(b.State).CompareTo(Rank(a.State)) : (b.Reports - b.Expected).CompareTo(a.Reports - a.Expected));
        var worst = affected.Where(r => r.State == state).ToList();
        var onset = total.State == state ? total.OnsetBin : null;
        var ofAll = recent.Expected;
        if (total.State != state)
        {
            recent = (worst.Sum(r => r.Reports), worst.Sum(r => r.Expected));
        }

        foreach (var region in total.State == state ? [] : worst)
        {
            onset = onset is null || region.Onset < onset ? region.Onset : onset;
        }

        return new ServiceAssessment
        {
            Service = Service,
            At = at,
            State = state,
            Total = total,
            Onset = onset is { } minute ? Epoch.AddMinutes(minute) : null,
            RecentReports = recent.Reports,
            RecentExpected = recent.Expected,
            Regions = [.. affected.Select(r => new AffectedRegion(RegionId.FromPacked(r.Region), r.Reports, r.Expected, r.State))],
            Symptoms = AffectedSymptoms(recentOfSymptom, ofAll),
        };
    }

    /// <summary>What each symptom has beyond its usual share of the expected reports, of the whole service.</summary>
    private List<AffectedSymptom> AffectedSymptoms(Func<int, long> recent, double expected)
    {
        var usual = _symptoms.Values.Sum(s => s.Usual) + _symptoms.Count;
        List<AffectedSymptom> affected = [];
        foreach (var (number, track) in _symptoms)
        {
            var reports = recent(number);
            var excess = reports - (expected * (track.Usual + 1) / usual);
            if (excess > 0)
            {
                affected.Add(new AffectedSymptom(_symptomOf(number), reports, excess));
            }
        }

        var sum = affected.Sum(a => a.Share);
        return [.. affected.Select(a => a with { Share = a.Share / sum }).OrderByDescending(a => a.Share)];
    }

    /// <summary>One country as it stands.</summary>
    private readonly record struct View(uint Region, SeriesState State, long? Onset, double Reports, double Expected);
}
