using System.Runtime.Intrinsics;

namespace Groundswell.Detection;

public sealed partial class SeriesDetector
{
    private const double DriftBefore = 0.15; // of the usual
    private const double LeastMean = 1e-9;
    private const double FullYouth = 0.5; // variance of the log of what a series does not know of its rhythm at first
    private const double YoungCaution = 1.3; // standard deviations of the drift
    private const double LentShare = 0.4; // of that where a parent lends its rhythm
    private const double SilentShare = 0.2;
    private const double LeastShare = 0.2; // over the usual: outages multiply reports, and what adds less is nobody's, however sure it is
    private const double SlightShare = 0.5; // of the threshold's decades, at most, for what adds less
    private const double SilentNats = 14;
    private const double SilentOdds = 1000; // of a lull
    private const double TypicalFactor = 5; // reports over the usual in a typical outage, for the worth of silence
    private const double LargestFactor = 20; // reports over the usual in most outages are fewer
    private const double TypicalMinutes = 15;
    private const double OnsetMinutes = 30; // after this the onset stands
    private const double OnsetTail = 0.1; // of its probability, on either side of the interval
    private const double CalmOdds = 1e-3;
    private const double RestOdds = 5e-3; // where nothing is ever heard, the odds of an outage are about two in a thousand
    internal const double TailOdds = 10;
    private const double KnownCounts = 30;
    private const double KnownDays = 7;

    /// <summary>Nothing is afoot: silence could not change the verdict.</summary>
    internal bool IsCalm => _episode.State is SeriesState.Normal or SeriesState.Unknown && _filter.Odds < CalmOdds;

    /// <summary>So calm that hardly anything is lost if what is held of the latest hours is forgotten.</summary>
    internal bool IsAtRest => _episode.State is SeriesState.Normal or SeriesState.Unknown && _filter.Odds < RestOdds;

    /// <summary>The first hour is over.</summary>
    internal bool HasLearned => _age >= _model.LearnBins;

    /// <summary>The first day is over.</summary>
    internal bool HasDays => _age >= (long)_model.BinsPerDay;

    internal double LevelCount => _levelCount;

    internal double ReportsADay => Level * _model.BinsPerDay;

    /// <summary>Reports a bin at the busiest time.</summary>
    internal double LargestRate => Level * Rhythm.Largest;

    private double Threshold => DownDecades + PriceDecades;

    private double Level => (_levelCount + PriorReports) / (_levelExposure + _model.PriorBins);

    /// <summary>How much of the baseline is the series' own: of its level, by the counts it stands on, and of its week.</summary>
    private double Known =>
        Math.Min(1, _age / (_model.BinsPerDay * KnownDays)) * (_levelCount + _levelExposure / _model.BinsPerDay) / (_levelCount + (_levelExposure / _model.BinsPerDay) + KnownCounts);

    /// <summary>By level and rhythm alone.</summary>
    private double Baseline(long bin) => Level * Rhythm.At(bin, Holiday(bin));

    /// <summary>With the present drift.</summary>
    private double Usual(double baseline) => Math.Max(LeastMean, baseline * Math.Max(0.2, 1 + (_filter.Shift * _model.Filter.Keep.OfOneBin)));

    /// <summary>
    /// 1 at first, a half after two days, next to nothing after two weeks: a rhythm that was seen once is not known
    /// yet. So long the series is also judged with caution: after some silent hours its rate seems lower than it is.
    /// </summary>
    private double Youth
    {
        get
        {
            var days = _age / (2 * _model.BinsPerDay);
            return 1 / (1 + (days * days * days));
        }
    }

    private double Caution => YoungCaution * Youth;

    private double LearnedDrift => Math.Clamp((_covariance + (PriorDrift * PriorDriftCounts)) / (_covarianceMean + PriorDriftCounts), LeastDrift, LargestDrift);

    /// <summary>Variance of the slow drift, as a share of the squared mean: learned, and what is not known of level and rhythm yet.</summary>
    private double Drift(long bin)
    {
        return LearnedDrift + (FullYouth * Youth * (_parent is null ? 1 : LentShare)) + (1 / (_levelCount + PriorReports)) + Rhythm.Doubt(bin, Holiday(bin), Level);
    }

    private Sign SignOf(in FilterState filter, int count, double mean)
    {
        var last = _next - 1;
        var reports = _recent.Reports(Math.Max(_before, last - _model.ReportsBins), last) + count;
        var odds = filter.Odds;
        var evidence = _alarms.Weigh(odds / _model.Filter.Begin, last, _model);
        var baseline = Math.Max(LeastMean, _recent.Expected(last) is > 0 and var held ? held : Baseline(last));
        var share = ExcessShare(filter, baseline, _dispersion.At(baseline));
        var statistic = share < LeastShare && evidence > 1 ? Math.Min(evidence, Math.Pow(10, SlightShare * Threshold)) : evidence;
        return new Sign(statistic, odds, filter.Size, reports, filter.LullOdds > SilentOdds || IsSilent(count, mean), share, evidence);
    }

    private (FilterState Filter, Sign Sign) PeekSign(double fraction, int count)
    {
        var filter = _filter;
        var mean = Math.Max(LeastMean, Baseline(_next) * fraction);
        if (HasLearned)
        {
            var drift = Drift(_next);
            Doubt(ref filter, drift);
            OutageFilter.Step(ref filter, _model.Filter, count, mean, fraction, _dispersion.At(mean / fraction), drift, Caution);
        }

        return (filter, SignOf(filter, count, mean));
    }

    private bool IsSilent(int count, double mean)
    {
        var last = _next - 1;
        var sum = _recent.Sum(Math.Max(_before, last - _model.SilenceBins), last);
        var n = sum.Count + count;
        var m = sum.Expected + mean;
        return n < SilentShare * m
            && NegativeBinomial.Divergence(n, m, NegativeBinomial.Size(m, (_dispersion.At(m / _model.SilenceBins) * m) + (Drift(_next) * m * m))) > SilentNats;
    }

    /// <summary>The first bin of a silence: from where on a fifth of the usual explains the counts best against the usual (a CUSUM's last minimum).</summary>
    private long QuietFrom()
    {
        var first = Math.Max(_before + 1, _next - RecentBins.Capacity + 1);
        double sum = 0, most = 0;
        var from = _next - 1;
        for (var bin = _next - 1; bin >= first; bin--)
        {
            sum += (_recent.Expected(bin) * (1 - SilentShare)) + (_recent.Count(bin) * Math.Log(SilentShare));
            (most, from) = sum > most ? (sum, bin) : (most, from);
        }

        return from;
    }

    /// <returns>Whether its onset is open yet: <see cref="FindOnset"/> finds it.</returns>
    private bool StepEpisode(ref Episode episode, long bin, in Sign sign)
    {
        if (_age < _model.LearnBins)
        {
            return false;
        }

        var before = episode.State;
        EpisodeRule.Step(ref episode, _model, bin, sign, Threshold);
        if (episode.State == SeriesState.Unknown && sign.IsSilent && (before != SeriesState.Unknown || episode.QuietSince == 0))
        {
            episode.QuietSince = QuietFrom();
        }

        return IsOnsetOpen(episode, bin);
    }

    /// <summary>
    /// ln P(counts | down) / P(counts | up): odds now over those before anything was heard, for each size of outage, and their mean with
    /// the sizes that outages have. One far beyond what is typical is unlikely beforehand: a tiny service is silent in most outages,
    /// so its silence says next to nothing.
    /// </summary>
    private double LogBayesFactor(in FilterState filter, double mean)
    {
        var excess = FilterModel.Sizes * OutageFilter.Unit(_model.Filter, mean, _dispersion.At(mean));
        var plausible = FilterModel.Prior * Vector512.Min(Vector512<double>.One, Vector512.Create(LargestFactor * mean) / Vector512.Max(Vector512.Create(LeastMean), excess));
        var prior = FilterModel.Prior * (_model.Filter.Begin / _model.Filter.End);
        var factors = (filter.Weights / filter.Normal / Vector512.Max(prior, Vector512.Create(LeastMean))).WithElement(0, 0);
        return Math.Log(1 - Vector512.Sum(plausible) + Vector512.Sum(plausible * factors));
    }

    /// <summary>What a quarter of an hour would say on average if the series were down as outages typically are, in nats.</summary>
    private double Information(double mean, double drift)
    {
        var usual = mean * _model.Bins(TypicalMinutes);
        var spread = _dispersion.At(mean) + (drift * usual);
        return usual * ((TypicalFactor * Math.Log(TypicalFactor)) - (TypicalFactor - 1)) / spread;
    }

    /// <summary>What is held of the bin closed last.</summary>
    internal Assessment Latest()
    {
        SettleOnset();
        return Describe(_next - 1, (int)_recent.Count(_next - 1), _latestMean, _filter, Sign, _episode);
    }

    /// <summary>Reports, and reports expected, in the last bins.</summary>
    internal (double Reports, double Expected) Recent(int bins)
    {
        var last = _next - 1;
        var (count, expected) = _started == 0 ? (0, 0) : _recent.Sum(Math.Max(last - bins, Math.Max(_before, last - RecentBins.Capacity + 1)), last);
        return (count, expected * Math.Max(0.2, 1 + _filter.Shift));
    }

    /// <summary>What was counted in the windows of <see cref="RecentCounts"/> that end with the open bin, of which <paramref name="fraction"/> has passed.</summary>
    /// <param name="end">The open bin; bins since the last one closed were silent.</param>
    /// <param name="fraction">0 where nothing of it is to be taken in.</param>
    /// <param name="open">Reports in that part.</param>
    internal RecentCounts Counts(long end, double fraction, int open)
    {
        if (!HasLearned)
        {
            return default;
        }

        var baseline = Baseline(end);
        var (reports, expected) = (Vector256<float>.Zero, Vector256<float>.Zero);
        double n = open, m = baseline * fraction;
        var (until, passed) = (end - 1, fraction > 0 ? 1 : 0);
        for (var i = 0; i < RecentCounts.Minutes.Length; i++)
        {
            var from = end - (RecentCounts.Minutes[i] - passed);
            var silent = Math.Clamp(until - Math.Max(from - 1, _next - 1), 0, until - from + 1);
            var (count, usual) = _recent.Sum(Math.Max(from - 1, _before), Math.Min(until, _next - 1));
            n += count;
            m += usual + (silent * baseline);
            (reports, expected) = (reports.WithElement(i, (float)n), expected.WithElement(i, (float)m));
            until = from - 1;
        }

        // What it had drifted by before, at least half an hour ago: a little, so that a surge of hours is not taken for it.
        var shift = 1 + Math.Clamp(_earlier.Shift, -DriftBefore, DriftBefore);
        return new RecentCounts(reports, expected * (float)shift, (float)_dispersion.At(baseline), (float)Drift(end));
    }

    private Expectation Band(double mean, double drift)
    {
        var size = NegativeBinomial.Size(mean, (_dispersion.At(mean) * mean) + (drift * mean * mean));
        return new Expectation(mean, NegativeBinomial.Quantile(0.025, -1.959964, mean, size), NegativeBinomial.Quantile(0.975, 1.959964, mean, size));
    }

    private Assessment Describe(long bin, int count, double mean, in FilterState filter, in Sign sign, in Episode episode)
    {
        var young = _age < _model.LearnBins;
        var drift = Drift(bin);
        var expectation = Band(mean, filter.Variance);
        return new Assessment
        {
            Bin = bin,
            State = episode.State,
            Observed = count,
            Expected = expectation.Expected,
            Lower = expectation.Lower,
            Upper = expectation.Upper,
            Score = young ? 0 : sign.Score,
            LogBayesFactor = young ? 0 : LogBayesFactor(filter, mean),
            Information = young ? 0 : Information(mean, drift),
            Known = Known,
            OnsetBin = OnsetOf(episode),
            OnsetEarliest = episode.HasOnset != 0 ? episode.Onset - episode.OnsetEarlier : null,
            OnsetLatest = episode.HasOnset != 0 ? episode.Onset + episode.OnsetLater : null,
        };
    }
}
