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
        SettleParts();
        var view = new View
        {
            At = Epoch.AddMinutes(last + 1),
            State = _total.State == SeriesState.Unknown ? SeriesState.Unknown : _episode.State,
            Total = _total.Latest() with { State = _total.State },
            Recent = _total.Recent(RecentMinutes),
            Regions = [.. ViewsOf(_regions, null, 0)],
            Symptoms = [.. ViewsOf(_symptoms, null, 0)],
        };
        return Compose(now, view);
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
        SettleParts();
        SortedDictionary<uint, int> byRegion = [];
        SortedDictionary<uint, int> bySymptom = [];
        var sum = 0L;
        foreach (var count in open)
        {
            sum += count.Count;
            var region = count.Region.Country.ToPacked();
            byRegion[region] = byRegion.GetValueOrDefault(region) + count.Count;
            bySymptom[(uint)count.Symptom] = bySymptom.GetValueOrDefault((uint)count.Symptom) + count.Count;
        }

        List<PartView> regions = [.. ViewsOf(_regions, byRegion, fraction)];
        List<PartView> symptoms = [.. ViewsOf(_symptoms, bySymptom, fraction)];
        var reports = (int)Math.Min(int.MaxValue, sum);
        var total = _total.Peek(fraction, reports);
        var recent = _total.Recent(RecentMinutes - 1);
        var view = new View
        {
            At = Epoch.AddMinutes(last + 1 + fraction),
            State = PeekState(last + 1, fraction, reports, regions, symptoms),
            Total = total,
            Recent = (recent.Reports + sum, recent.Expected + (total.Expected * fraction)),
            Regions = regions,
            Symptoms = symptoms,
        };
        return Compose(now, view);
    }

    /// <summary>Parts that heard nothing may have been left alone for some minutes.</summary>
    private void SettleParts()
    {
        if (NextMinute is { } next)
        {
            _regions.Settle(next);
            _symptoms.Settle(next);
        }
    }

    private SeriesState PeekState(long minute, double fraction, int reports, List<PartView> regions, List<PartView> symptoms)
    {
        if (!_total.HasLearned)
        {
            return SeriesState.Unknown;
        }

        var (total, state, _, _) = _total.PeekState(fraction, reports);
        var least = LeastOddsOfParts(state);
        var statistic = TotalShare * total.Statistic;
        var sign = total;
        foreach (var part in regions.Concat(symptoms))
        {
            statistic += part.Sign.Reports >= LeastReports ? part.Sign.Statistic * part.Weight : 0;
            sign = part.State == SeriesState.Down && part.Sign.Odds > least ? sign.Or(part.Sign) : sign;
        }

        sign = sign with { Statistic = statistic };
        var episode = _episode;
        EpisodeRule.Step(ref episode, _model, minute, sign, _model.DownDecades);
        return episode.State;
    }

    private static IEnumerable<PartView> ViewsOf(PartTable parts, SortedDictionary<uint, int>? open, double fraction)
    {
        var weight = Math.Pow(10, -parts.PriceDecades);
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts.Detector(i) is not { } detector)
            {
                continue;
            }

            var count = open?.GetValueOrDefault(parts.Key(i)) ?? 0;
            if (open is null)
            {
                var (reports, expected) = detector.Recent(RecentMinutes);
                yield return new PartView(parts.Key(i), weight, detector.Sign, detector.State, detector.OnsetBin, reports, expected);
            }
            else
            {
                var (reports, expected) = detector.Recent(RecentMinutes - 1);
                var peeked = detector.PeekState(fraction, count);
                yield return new PartView(parts.Key(i), weight, peeked.Sign, peeked.State, peeked.OnsetBin, reports + count, expected + peeked.Expected);
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

    private ServiceAssessment Compose(DateTimeOffset now, View view)
    {
        if (now - view.At > Stale)
        {
            return new ServiceAssessment { Service = Service, At = view.At, State = SeriesState.Unknown, Total = view.Total };
        }

        if (view.State is not (SeriesState.Suspect or SeriesState.Down))
        {
            return new ServiceAssessment
            {
                Service = Service,
                At = view.At,
                State = view.State,
                Total = view.Total,
                RecentReports = view.Recent.Reports,
                RecentExpected = view.Recent.Expected,
            };
        }

        var regions = view.Regions.Where(r => r.State is SeriesState.Suspect or SeriesState.Down).OrderByDescending(r => r.State).ThenByDescending(r => r.Excess).ToList();
        var onset = view.Total.OnsetBin;
        var recent = view.Recent;
        if (view.Total.State is not (SeriesState.Suspect or SeriesState.Down) || (view.State == SeriesState.Down && view.Total.State != SeriesState.Down))
        {
            // Not the total but its parts carry it: the countries, or else the symptoms, that are worst off.
            var carriers = Worst(regions) is { Count: > 0 } places ? places : Worst(view.Symptoms);
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
            BecameUsual = _total.BecameUsual,
            OnsetEarliest = onset == view.Total.OnsetBin ? TimeOf(view.Total.OnsetEarliest) : null,
            OnsetLatest = onset == view.Total.OnsetBin ? TimeOf(view.Total.OnsetLatest) : null,
            Onset = TimeOf(onset),
            RecentReports = recent.Reports,
            RecentExpected = recent.Expected,
            Regions = [.. regions.Select(r => new AffectedRegion(RegionId.FromPacked(r.Key), r.Reports, r.Expected, r.State))],
            Symptoms = AffectedSymptoms(view.Symptoms),
        };

        static List<PartView> Worst(List<PartView> parts) =>
            [.. parts.Where(p => p.State is SeriesState.Suspect or SeriesState.Down && p.State == parts.Max(q => q.State is SeriesState.Recovering ? SeriesState.Normal : q.State))];
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
    private sealed record View
    {
        public required DateTimeOffset At { get; init; }

        public required SeriesState State { get; init; }

        public required Assessment Total { get; init; }

        public required (double Reports, double Expected) Recent { get; init; }

        public required List<PartView> Regions { get; init; }

        public required List<PartView> Symptoms { get; init; }
    }

    /// <summary>One country or symptom as it stands.</summary>
    private readonly record struct PartView(uint Key, double Weight, Sign Sign, SeriesState State, long? Onset, double Reports, double Expected)
    {
        public double Excess => Reports - Expected;
    }
}
