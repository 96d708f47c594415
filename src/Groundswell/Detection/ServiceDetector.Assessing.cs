using Groundswell.Catalogue;
using Groundswell.Counting;

namespace Groundswell.Detection;

public sealed partial class ServiceDetector
{
    private const double PlaceReportsADay = 48; // a country with fewer shows no rise within an hour
    private static readonly List<PlaceCounts> Nowhere = [];
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    /// <summary>How much of what was promised of false alarms is kept for this service.</summary>
    public FalseAlarms FalseAlarms => _alarms.FalseAlarms(_model);

    /// <summary>What is held of the service after the minute closed last; unknown where that was long before <paramref name="now"/>.</summary>
    /// <exception cref="InvalidOperationException">No minute was closed yet.</exception>
    public ServiceAssessment Assess(DateTimeOffset now)
    {
        var last = LastMinute();
        SettleAfoot();
        var state = _total.State == SeriesState.Unknown ? SeriesState.Unknown : _episode.State;
        var view = new View
        {
            At = Epoch.AddMinutes(last + 1),
            State = state,
            Total = _total.Latest() with { State = _total.State },
            Recent = _total.Recent(RecentMinutes),
            Counts = _total.Counts(last + 1, 0, 0),
        };
        return Compose(now, view, [], 0);
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
        var reports = Overhear(open);
        var total = _total.Peek(fraction, reports, out var sign);
        var recent = _total.Recent(RecentMinutes - 1);
        var view = new View
        {
            At = Epoch.AddMinutes(last + 1 + fraction),
            State = PeekState(last + 1, fraction, total.State, sign),
            Total = total,
            Recent = (recent.Reports + reports, recent.Expected + (total.Expected * fraction)),
            Counts = _total.Counts(last + 1, fraction, reports),
        };
        return Compose(now, view, open, fraction);
    }

    /// <summary>Hands each part its reports.</summary>
    /// <returns>Reports in all.</returns>
    private int Overhear(ReadOnlySpan<SeriesCount> open)
    {
        var sum = 0L;
        foreach (var count in open)
        {
            sum += count.Count;
            _symptoms.Overhear((uint)count.Symptom, count.Count);
            _regions.Overhear(count.Region.Country.ToPacked(), count.Count);
        }

        return (int)Math.Min(int.MaxValue, sum);
    }

    private SeriesState PeekState(long minute, double fraction, SeriesState state, Sign total)
    {
        var least = LeastOddsOfParts(state);
        var sign = total with { Statistic = TotalShare * total.Statistic };
        sign = _regions.PeekAndForget(sign, LeastReports, least, fraction);
        sign = _symptoms.PeekAndForget(sign, LeastReports, least, fraction);
        if (!_total.HasLearned)
        {
            return SeriesState.Unknown;
        }

        var episode = _episode;
        EpisodeRule.Step(ref episode, _model, minute, sign, _model.DownDecades);
        return episode.State;
    }

    private static SortedDictionary<uint, int> Gather(ReadOnlySpan<SeriesCount> open, Func<SeriesCount, uint> keyOf)
    {
        SortedDictionary<uint, int> sums = [];
        foreach (var count in open)
        {
            sums[keyOf(count)] = sums.GetValueOrDefault(keyOf(count)) + count.Count;
        }

        return sums;
    }

    /// <summary>Every part that is awake, with its share of the open minute where <paramref name="fraction"/> is above 0.</summary>
    private static IEnumerable<PartView> ViewsOf(PartTable parts, SortedDictionary<uint, int> open, double fraction)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts.Detector(i) is not { } detector)
            {
                continue;
            }

            if (fraction <= 0)
            {
                var (reports, expected) = detector.Recent(RecentMinutes);
                yield return new PartView(parts.Key(i), detector.State, detector, 0, 0, reports, expected);
            }
            else
            {
                var count = open.GetValueOrDefault(parts.Key(i));
                var (reports, expected) = detector.Recent(RecentMinutes - 1);
                var (state, usual) = detector.PeekPart(fraction, count);
                yield return new PartView(parts.Key(i), state, detector, fraction, count, reports + count, expected + usual);
            }
        }
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

    private static DateTimeOffset? TimeOf(long? minute) => minute is { } m ? Epoch.AddMinutes(m) : null;

    private long LastMinute() =>
        NextMinute is { } next ? next - 1 : throw new InvalidOperationException($"No minute of {Service} was closed yet.");

    private ServiceAssessment Compose(DateTimeOffset now, in View view, ReadOnlySpan<SeriesCount> open, double fraction)
    {
        if (now - view.At > Stale)
        {
            return new ServiceAssessment { Service = Service, At = view.At, State = SeriesState.Unknown, Total = view.Total, FalseAlarms = FalseAlarms };
        }

        if (view.State is not (SeriesState.Suspect or SeriesState.Down))
        {
            return new ServiceAssessment
            {
                Service = Service,
                At = view.At,
                State = view.State,
                Total = view.Total,
                FalseAlarms = FalseAlarms,
                QuietSince = view.State == SeriesState.Unknown ? TimeOf(_total.QuietSince) : null,
                RecentReports = view.Recent.Reports,
                RecentExpected = view.Recent.Expected,
                Counts = view.Counts,
                Places = PlacesHeard(open, fraction),
            };
        }

        // Parts that heard nothing may have been left alone for some minutes.
        SettleParts();
        List<PartView> symptoms = [.. ViewsOf(_symptoms, Gather(open, c => (uint)c.Symptom), fraction)];
        var regions = ViewsOf(_regions, Gather(open, c => c.Region.Country.ToPacked()), fraction).Where(r => r.State is SeriesState.Suspect or SeriesState.Down).OrderByDescending(r => r.State).ThenByDescending(r => r.Excess).ToList();
        var onset = view.Total.OnsetBin;
        var recent = view.Recent;
        if (view.Total.State is not (SeriesState.Suspect or SeriesState.Down) || (view.State == SeriesState.Down && view.Total.State != SeriesState.Down))
        {
            // Not the total but its parts carry it: the countries, or else the symptoms, that are worst off.
            var carriers = Worst(regions) is { Count: > 0 } places ? places : Worst(symptoms);
            if (carriers.Count > 0)
            {
                onset = carriers.Min(c => c.Onset) ?? onset;
                recent = (carriers.Sum(c => c.Reports), carriers.Sum(c => c.Expected));
            }
        }

        return new ServiceAssessment
        {
            Service = Service,
            At = view.At,
            State = view.State,
            Total = view.Total,
            FalseAlarms = FalseAlarms,
            BecameUsual = _total.BecameUsual,
            OnsetEarliest = onset == view.Total.OnsetBin ? TimeOf(view.Total.OnsetEarliest) : null,
            OnsetLatest = onset == view.Total.OnsetBin ? TimeOf(view.Total.OnsetLatest) : null,
            Onset = TimeOf(onset),
            RecentReports = recent.Reports,
            RecentExpected = recent.Expected,
            Regions = [.. regions.Select(r => new AffectedRegion(RegionId.FromPacked(r.Key), r.Reports, r.Expected, r.State))],
            Symptoms = AffectedSymptoms(symptoms),
            Counts = view.Counts,
            Places = PlacesHeard(open, fraction),
            MixShift = SymptomMix.Shift([.. symptoms.Select(s => (s.Reports, s.Expected))], view.Counts.Scatter),
        };

        static List<PartView> Worst(List<PartView> parts) =>
            [.. parts.Where(p => p.State is SeriesState.Suspect or SeriesState.Down && p.State == parts.Max(q => q.State is SeriesState.Recovering ? SeriesState.Normal : q.State))];
    }

    /// <summary>Countries that are heard often enough to show a rise, and those in which something is afoot.</summary>
    private List<PlaceCounts> PlacesHeard(ReadOnlySpan<SeriesCount> open, double fraction)
    {
        List<PlaceCounts>? places = null;
        var end = LastMinute() + 1;
        for (var i = 0; i < _regions.Count; i++)
        {
            if (_regions.Detector(i) is not { } detector || (detector.IsCalm && detector.ReportsADay < PlaceReportsADay))
            {
                continue;
            }

            var reports = 0L;
            foreach (var count in fraction > 0 ? open : [])
            {
                reports += count.Region.Country.ToPacked() == _regions.Key(i) ? count.Count : 0;
            }

            (places ??= []).Add(new PlaceCounts(RegionId.FromPacked(_regions.Key(i)), detector.Counts(end, fraction, (int)Math.Min(int.MaxValue, reports))));
        }

        return places ?? Nowhere;
    }

    /// <summary>What each symptom has beyond its own usual.</summary>
    private List<AffectedSymptom> AffectedSymptoms(List<PartView> symptoms)
    {
        var sum = symptoms.Sum(s => Math.Max(0, s.Excess));
        return
        [
            .. symptoms.Where(s => s.Excess > 0)
                .OrderByDescending(s => s.Excess)
                .Select(s => new AffectedSymptom(_symptomOf((int)s.Key), s.Reports, s.Excess / sum)),
        ];
    }

    /// <summary>The service as it stands, or would stand with the open minute.</summary>
    private readonly record struct View
    {
        public required DateTimeOffset At { get; init; }

        public required SeriesState State { get; init; }

        public required Assessment Total { get; init; }

        public required (double Reports, double Expected) Recent { get; init; }

        public required RecentCounts Counts { get; init; }
    }

    /// <summary>One country or symptom as it stands.</summary>
    private readonly record struct PartView(uint Key, SeriesState State, SeriesDetector Detector, double Fraction, int Open, double Reports, double Expected)
    {
        /// <summary>Looked for when it is asked for: mostly the total's is taken.</summary>
        public long? Onset => Fraction > 0 ? Detector.PeekOnset(Fraction, Open) : Detector.OnsetBin;

        public double Excess => Reports - Expected;
    }
}
