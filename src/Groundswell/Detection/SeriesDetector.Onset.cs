using System.Runtime.Intrinsics;

namespace Groundswell.Detection;

public sealed partial class SeriesDetector
{
    private long? _soughtBin; // after which the onset is to be found yet, and with what
    private double _soughtShift;
    private double _soughtDrift;

    /// <summary>First bin of the present excess, or null where there is none.</summary>
    internal long? OnsetBin
    {
        get
        {
            SettleOnset();
            return IsUnheard ? null : OnsetOf(_episode);
        }
    }

    /// <summary>The onset by the open bin.</summary>
    internal long? PeekOnset(double fractionOfBin, int countSoFar)
    {
        var (filter, sign) = PeekSign(fractionOfBin, countSoFar);
        var episode = _episode;
        if (StepEpisode(ref episode, _next, sign))
        {
            FindOnset(ref episode, filter.Shift, Drift(_next), _next, countSoFar, fractionOfBin);
        }

        return OnsetOf(episode);
    }

    private bool IsOnsetOpen(in Episode episode, long bin) =>
        episode.State == SeriesState.Suspect || (episode.State == SeriesState.Down && bin - episode.Since < _model.Bins(OnsetMinutes));

    /// <summary>
    /// The onset after a bin that was closed. Mostly the next bin finds it once more, or all is calm again, before anybody has asked: it is
    /// found when somebody does, or what it stands on is about to change.
    /// </summary>
    private void PutOffOnset(long bin)
    {
        (_soughtBin, _soughtShift, _soughtDrift) = (bin, _filter.Shift, Drift(bin));
        _episode.HasOnset = 1;
        if (!IsOnsetOpen(_episode, bin + 1))
        {
            SettleOnset();
        }
    }

    private void SettleOnset()
    {
        if (_soughtBin is { } bin && _episode.HasOnset != 0)
        {
            FindOnset(ref _episode, _soughtShift, _soughtDrift, bin, 0, 1);
        }

        _soughtBin = null;
    }

    /// <summary>
    /// When the present excess began: the posterior of the first bin with it, over the bins that are held, with the sizes of outage as
    /// <see cref="FilterModel"/> has them and the drift as it is now held for likeliest.
    /// </summary>
    private void FindOnset(ref Episode episode, double shift, double drift, long bin, int count, double fraction)
    {
        var first = Math.Max(_before + 1, Math.Max(_next - RecentBins.Capacity + 1, _calmBin));
        Span<double> likelihoods = stackalloc double[RecentBins.Capacity + 1];
        var sums = Vector512<double>.Zero;
        var best = double.NegativeInfinity;
        for (var b = bin; b >= first; b--)
        {
            var isOpen = b >= _next;
            var expected = isOpen ? Baseline(b) * fraction : _recent.Expected(b);
            if (expected > 0)
            {
                var part = isOpen ? fraction : 1;
                var usual = Math.Max(LeastMean, expected * Math.Max(0.2, 1 + shift));
                var dispersion = _dispersion.At(usual / part);
                var variance = Vector512.Create((dispersion * usual) + (0.25 * drift * usual * usual));
                var excess = FilterModel.Sizes * (OutageFilter.Unit(_model.Filter, usual / part, dispersion) * part);
                var logs = DelaporteLaw.LogProbability(isOpen ? count : _recent.Count(b), Vector512.Create(usual), variance, excess);
                sums += logs - Vector512.Create(logs[0]);
            }

            var top = sums[1];
            for (var j = 2; j < Vector512<double>.Count; j++)
            {
                top = Math.Max(top, sums[j]);
            }

            var likelihood = top + Math.Log(Vector512.Sum(FilterModel.Prior * OutageFilter.Exp(Vector512.Min(Vector512<double>.Zero, sums - Vector512.Create(top)))));
            likelihoods[(int)(bin - b)] = likelihood;
            best = Math.Max(best, likelihood);
        }

        var all = 0.0;
        var length = (int)(bin - first) + 1;
        for (var i = 0; i < length; i++)
        {
            likelihoods[i] = Math.Exp(likelihoods[i] - best);
            all += likelihoods[i];
        }

        var sum = 0.0;
        int late = -1, middle = -1, early = -1;
        for (var i = 0; i < length && early < 0; i++)
        {
            sum += likelihoods[i];
            late = late < 0 && sum >= OnsetTail * all ? i : late;
            middle = middle < 0 && sum >= 0.5 * all ? i : middle;
            early = sum >= (1 - OnsetTail) * all ? i : early;
        }

        episode.Onset = bin - middle;
        episode.OnsetEarlier = early - middle;
        episode.OnsetLater = middle - late;
        episode.HasOnset = 1;
    }
}
