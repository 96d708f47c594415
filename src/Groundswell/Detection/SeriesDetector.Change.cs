namespace Groundswell.Detection;

public sealed partial class SeriesDetector
{
    private const double TellingChange = 1.5; // times the level: less is no news
    private const double FormerDays = 28; // that the level before a fall is remembered
    private const double LeastReturn = 0.3; // of the level before: so much, and it is that again ...
    private const double MostReturn = 3; // ... up to so many standard deviations above

    /// <summary>What has lasted for days is the new usual.</summary>
    private void AcceptWhatLasts(long bin, double count, double mean, int bins)
    {
        var ratio = _change.Take(count, mean, bins, _model.ChangeBins);
        if (ratio > 0 && _age >= 2 * _model.AcceptBins)
        {
            Accept(bin, Level * ratio, bin - _model.AcceptBins);
        }
    }

    /// <summary>The series is heard again as it was before it fell silent for days: that is its usual, and no outage.</summary>
    private void AcceptReturn(long bin, int count, double baseline)
    {
        var former = baseline * _formerLevel / Level;
        if (_formerLevel > TellingChange * Level && bin <= _formerUntil && count > baseline && count >= LeastReturn * former
            && count <= former + (MostReturn * Math.Sqrt((_dispersion.At(former) * former) + (LearnedDrift * former * former))))
        {
            Accept(bin, _formerLevel, bin);
        }
    }

    /// <param name="bin">The last bin closed.</param>
    /// <param name="level">The new one, as well known as the old one was.</param>
    /// <param name="since">The bin since which it holds.</param>
    private void Accept(long bin, double level, long since)
    {
        var before = Level;
        var ratio = level / before;
        SetLevel(level);
        _own?.Rescale((bin - since) / _model.BinsPerDay, ratio);
        _change.Rescale(ratio);
        (_formerLevel, _formerUntil) = ratio < 1 / TellingChange && _age >= KnownDays * _model.BinsPerDay ? (before, bin + (long)(FormerDays * _model.BinsPerDay)) : (0, 0);
        if (ratio is > LastingChange.LargeChange or < 1 / LastingChange.LargeChange)
        {
            BeginAgain(level);
        }

        _filter = FilterState.Calm(Drift(bin));
        _calmBin = bin;
        _acceptedBin = ratio is > TellingChange or < 1 / TellingChange || _episode.State == SeriesState.Down ? bin : _acceptedBin;
        if (HasLearned)
        {
            _episode.Enter(SeriesState.Normal, bin);
        }

        RememberFilter(_next, always: true);
    }

    private void SetLevel(double level) => _levelCount = Math.Max(0, (level * (_levelExposure + _model.PriorBins)) - PriorReports);

    /// <summary>The series is hardly the one that it was: nothing that was learned of it holds, and it is as one that has lived for a day.</summary>
    private void BeginAgain(double level)
    {
        _age = Math.Min(_age, (long)_model.BinsPerDay);
        _own?.Unlearn();
        _dispersion = default;
        _alarms.Forget();
        _covariance = _covarianceMean = 0;
        _block = _blockMean = _blockBefore = _blockBeforeMean = 0;
        _levelExposure = Math.Min(_levelExposure, _model.BinsPerDay);
        SetLevel(level);
    }
}
