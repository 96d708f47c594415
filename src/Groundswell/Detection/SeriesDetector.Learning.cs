namespace Groundswell.Detection;

public sealed partial class SeriesDetector
{
    private const double PriorReports = 0.5; // two reports an hour, worth a quarter of an hour of watching
    private const double PriorDrift = 0.03 * 0.03;
    private const double PriorDriftCounts = 30;
    private const double LeastDrift = 0.02 * 0.02;
    private const double LargestDrift = 0.25;
    private const double ClipAbove = 2.5; // standard deviations; what lies beyond is not learned
    private const double ClipBelow = 3;
    private const double DriftClip = 2;
    private const double YoungClip = 9; // a young series' limits are ten times as wide: its rhythm is not known
    private const double LeastTrust = 0.05; // an outage that comes back every day was none: by and by it is learned
    private const double SmallShare = 0.4; // an excess of less is rather what the rhythm does not know yet than an outage ...
    private const double LargeShare = 0.8; // ... and one of more is not
    private const double DispersionClip = 4;
    internal const double ForgetSeconds = 3600; // unheard for so long: what ended or began meanwhile is not known
    private const double OwnRhythmCounts = 300; // discounted; a rhythm of one's own means something from here on
    private const double LazyReports = 0.5; // expected; silence of so many at most is taken in at once

    /// <summary>Judges and closes a bin, without describing the result.</summary>
    /// <returns><see cref="Sign"/> after it.</returns>
    internal Sign Advance(long bin, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Begin(bin);
        if (bin < _next)
        {
            throw new ArgumentException($"Bin {bin} was closed before; the next one is {_next}.", nameof(bin));
        }

        PassSilence(bin);
        return Close(bin, count);
    }

    /// <summary>Takes in the silent bins before a bin.</summary>
    internal void PassSilence(long bin)
    {
        while (_started != 0 && _next < bin)
        {
            var bins = LazyBins(bin);
            if (bins > 1)
            {
                CloseSilent(bins);
            }
            else
            {
                Close(_next, 0);
            }
        }
    }

    private Sign Close(long bin, int count)
    {
        var baseline = Math.Max(LeastMean, Baseline(bin));
        var drift = Drift(bin);
        _latestMean = Usual(baseline);
        var dispersion = _dispersion.At(_latestMean);
        _recent.Set(bin, count, baseline);
        if (!HasLearned)
        {
            Learn(bin, count, count, baseline);
            _filter = FilterState.Calm(drift);
            _latestDrift = drift;
        }
        else
        {
            Doubt(ref _filter, drift);
            _latestDrift = drift;
            OutageFilter.Step(ref _filter, _model.Filter, count, baseline, 1, dispersion, drift, Caution);
            LearnCleaned(bin, count, baseline, dispersion, drift);
        }

        _next = bin + 1;
        AcceptReturn(bin, count, baseline);
        var sign = SignOf(_filter, 0, 0);
        var statistic = _filter.Odds / _model.Filter.Begin;
        var before = _episode.State;
        if (StepEpisode(ref _episode, bin, sign))
        {
            PutOffOnset(bin);
        }

        if (before == SeriesState.Down && _episode.State == SeriesState.Recovering)
        {
            ForgetOutage();
            sign = SignOf(_filter, 0, 0);
        }

        LearnAlarms(bin, statistic, sign.Share);
        Grow(bin, 1);
        AcceptWhatLasts(bin, count, baseline, 1);
        return sign;
    }

    private void LearnAlarms(long bin, double statistic, double share)
    {
        if (HasDays)
        {
            _alarms.Learn(bin, statistic, _episode.State == SeriesState.Down, share, _model);
        }
    }

    /// <summary>Where a day begins of which little is known, the rate may stand anywhere at once; it need not drift there.</summary>
    private void Doubt(ref FilterState filter, double drift) =>
        filter.Variances += System.Runtime.Intrinsics.Vector512.Create(Math.Max(0, drift - _latestDrift));

    /// <summary>What passes with time, whatever was counted.</summary>
    private void Grow(long bin, int bins)
    {
        var day = (long)_model.BinsPerDay;
        if (_age < day && _age + bins >= day)
        {
            _own?.SetFirstLevel(Level);
        }

        _age += bins;
        if (_age >= day && bin / _model.FitStride != (bin - bins) / _model.FitStride)
        {
            FitRhythm();
            _alarms.Finish(bin, _model);
        }

        RememberFilter(_next, always: false);
    }

    private void FitRhythm()
    {
        if (_own is null && _levelCount >= OwnRhythmCounts)
        {
            _own = new Rhythm(_model.BinSeconds, _model.Clock);
            _own.Borrow(_parent!);
        }

        _own?.Fit(_dispersion.At(Level), _parent);
        _own?.FitWeek(Level, _dispersion.At(Level), LearnedDrift);
    }

    /// <summary>
    /// An observation enters as far as it is normal: clipped, and weighed by the probability that no outage is under way, or a small one: were
    /// those not learned from, a series that drifts further than was thought would never be known for it. A young series
    /// learns also from what it takes for an outage: it may be its first morning.
    /// </summary>
    private void LearnCleaned(long bin, int count, double baseline, double dispersion, double drift)
    {
        var normal = _filter.Normal;
        var drifted = baseline * baseline * _filter.Variance;
        var sd = Math.Sqrt((dispersion * _latestMean) + drifted);
        var small = Math.Clamp((LargeShare - ExcessShare(_filter, baseline, dispersion)) / (LargeShare - SmallShare), 0, 1);
        var usual = normal + (small * (1 - normal - _filter.Lull));
        LearnDispersion(count, sd, drifted, usual);
        LearnDrift(bin, count, baseline, Math.Sqrt((dispersion * baseline) + (drift * baseline * baseline)), normal);
        var youth = Youth;
        var reach = 1 + (YoungClip * youth);
        var cleaned = Math.Clamp(count, _latestMean - (ClipBelow * reach * sd), _latestMean + (ClipAbove * reach * sd) + 1);
        var trust = usual + ((1 - usual) * Math.Max(youth, LeastTrust));
        Learn(bin, baseline + (trust * (cleaned - baseline)), count, baseline);
    }

    private void Learn(long bin, double cleaned, double raw, double baseline)
    {
        var level = Level;
        _levelCount = (_levelCount * _model.LevelKeep.OfOneBin) + cleaned;
        _levelExposure = (_levelExposure * _model.LevelKeep.OfOneBin) + (baseline / level);
        _own?.Learn(bin, Holiday(bin), cleaned, raw, HasDays ? Level : 1);
    }

    /// <summary>
    /// How far the series stands above level and rhythm if there is an outage, drift and all, as a share of them.
    /// </summary>
    private double ExcessShare(in FilterState filter, double baseline, double dispersion)
    {
        var outage = Math.Max(OutageFilter.LeastWeight, 1 - filter.Normal - filter.Lull);
        var excess = filter.Size / outage * OutageFilter.Unit(_model.Filter, baseline, dispersion);
        return (excess / baseline) + filter.OutageShift;
    }

    private void LearnDispersion(int count, double sd, double drifted, double normal)
    {
        var reach = (DispersionClip * sd) + 3;
        var error = Math.Clamp(count - _latestMean, -reach, reach);
        _dispersion.Learn(_latestMean, Math.Max(0, (error * error) - drifted), normal, _model.DispersionKeep.OfOneBin);
    }

    /// <summary>Chance is not repeated in the next half hour, a drift is: its variance is the covariance of neighbouring blocks.</summary>
    private void LearnDrift(long bin, double count, double baseline, double sd, double normal)
    {
        if (normal > 0.5)
        {
            var reach = (DriftClip * sd) + 1;
            _block += Math.Clamp(count - baseline, -reach, reach);
            _blockMean += baseline;
        }

        if ((bin + 1) % _model.DriftBins == 0)
        {
            CloseBlock(baseline);
        }
    }

    private void CloseBlock(double baseline)
    {
        var whole = baseline * _model.DriftBins / 2; // a block of which half was heard at least
        if (_blockMean >= whole && _blockBeforeMean >= whole)
        {
            _covariance = (_covariance * _model.DriftKeep) + (_block * _blockBefore);
            _covarianceMean = (_covarianceMean * _model.DriftKeep) + (_blockMean * _blockBeforeMean);
        }

        (_blockBefore, _blockBeforeMean) = (_block, _blockMean);
        (_block, _blockMean) = (0, 0);
    }

    /// <summary>How many silent bins can be taken in at once: within a slot of the rhythm and a block, while nothing is afoot.</summary>
    private int LazyBins(long bin)
    {
        if (!HasDays || _episode.State != SeriesState.Normal || _filter.Normal < 0.5)
        {
            return 1;
        }

        var slot = Rhythm.SlotBins;
        var bins = (int)Math.Min(bin - _next, slot - (_next % slot));
        bins = Math.Min(bins, (int)(_model.DriftBins - (_next % _model.DriftBins)));
        return bins * Baseline(_next) <= LazyReports ? bins : 1;
    }

    /// <summary>The same as closing each with no report, in closed form.</summary>
    private void CloseSilent(int bins)
    {
        var last = _next + bins - 1;
        var baseline = Math.Max(LeastMean, Baseline(_next + (bins / 2)));
        var drift = Drift(last);
        var level = Level;
        var factors = bins * baseline / level;
        _latestMean = Usual(Baseline(last));
        var dispersion = _dispersion.At(_latestMean);
        for (var bin = _next; bin <= last; bin++)
        {
            _recent.Set(bin, 0, baseline);
        }

        _latestDrift = drift;
        OutageFilter.PassSilence(ref _filter, _model.Filter, bins, baseline, dispersion, drift);
        var kept = _model.LevelKeep.Of(bins);
        _levelCount *= kept;
        _levelExposure = (_levelExposure * kept) + factors;
        _dispersion.LearnSilence(bins, _latestMean, _model.DispersionKeep.Of(bins));
        _own?.LearnSilence(last, bins, Holiday(last), factors, Level);
        _block -= bins * baseline;
        _blockMean += bins * baseline;
        if ((last + 1) % _model.DriftBins == 0)
        {
            CloseBlock(baseline);
        }

        _alarms.LearnSilence(bins, _model);
        _next = last + 1;
        var sign = SignOf(_filter, 0, 0);
        if (StepEpisode(ref _episode, last, sign))
        {
            PutOffOnset(last);
        }

        Grow(last, bins);
        AcceptWhatLasts(last, 0, bins * baseline, bins);
    }

    /// <summary>The outage is over: what spoke for it speaks no more, so that a second wave is new evidence.</summary>
    internal void ForgetOutage()
    {
        var filter = FilterState.Calm(0);
        filter.Shifts = System.Runtime.Intrinsics.Vector512.Create(_filter.Shift);
        filter.Variances = System.Runtime.Intrinsics.Vector512.Create(_filter.Variance);
        _filter = filter;
        _calmBin = _next - 1;
        RememberFilter(_next, always: true);
    }
}
