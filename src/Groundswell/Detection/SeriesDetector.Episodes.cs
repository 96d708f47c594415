namespace Groundswell.Detection;

public sealed partial class SeriesDetector
{
    private const int MinimumReports = 3; // below this nothing is called down, however small the expectation
    private const double SuspectShare = 0.6; // of the decades that call a series down
    private const double CalmShare = 0.4;
    private const double SuspectMinutes = 5;
    private const double RecoveringMinutes = 30;
    private const double OnsetMinutes = 30; // after this the onset stands
    private const double RecoveryNats = 3; // likelihood for "over" against "goes on", ln 20
    private const double FitDeviations = 1.5;
    private const double LeastOutageFactor = 1.2;

    private double Threshold => DownDecades + PriceDecades;

    /// <summary>The state after a bin, or a part of one.</summary>
    private Episode Step(Episode episode, long bin, double fraction, int count, in Judgement judgement)
    {
        if (_age < _learnBins)
        {
            return episode;
        }

        var down = judgement.Decades >= Threshold && judgement.Count >= MinimumReports;
        switch (episode.State)
        {
            case SeriesState.Down:
                return StepDown(episode, bin, fraction, count);
            case var _ when down:
                var outage = Enter(episode, SeriesState.Down, bin);
                outage.OutageCount = judgement.Count;
                outage.OutageExpected = Math.Max(1e-9, judgement.Mean);
                return WithOnset(outage, bin, fraction, count);
            case SeriesState.Recovering:
                return (bin - episode.Since) * _binSeconds >= RecoveringMinutes * 60 ? Enter(episode, SeriesState.Normal, bin) : episode;
            case var _ when judgement.Decades >= SuspectShare * Threshold:
                return WithOnset(episode.State == SeriesState.Suspect ? episode : Enter(episode, SeriesState.Suspect, bin), bin, fraction, count);
            case SeriesState.Suspect when judgement.Decades > CalmShare * Threshold || (bin - episode.Since) * _binSeconds < SuspectMinutes * 60:
                return episode;
            default:
                var calm = judgement.IsSilent ? SeriesState.Unknown : SeriesState.Normal;
                return episode.State == calm ? episode : Enter(episode, calm, bin);
        }
    }

    private Episode StepDown(Episode episode, long bin, double fraction, int count)
    {
        var mean = ForecastHeld(bin, fraction);
        episode.OutageCount = (episode.OutageCount * _outageKeep) + count;
        episode.OutageExpected = (episode.OutageExpected * _outageKeep) + mean;
        if (FitsBaseline(episode, bin, fraction, count, RecoveryNats, out var fitted))
        {
            episode = Enter(episode, SeriesState.Recovering, bin);
            episode.Floor = bin - fitted;
            return episode;
        }

        return (bin - episode.Since) * _binSeconds < OnsetMinutes * 60 ? WithOnset(episode, bin, fraction, count) : episode;
    }

    /// <summary>
    /// The service of which this is a part recovers: a part that is down or suspect follows when its latest bins are no more than the usual, without
    /// the evidence that a few reports alone could give only after an hour.
    /// </summary>
    internal void RecoverWithWhole()
    {
        if (_episode.State is SeriesState.Down or SeriesState.Suspect && FitsBaseline(_episode, _next, 0, 0, double.NegativeInfinity, out var fitted))
        {
            _episode = Enter(_episode, SeriesState.Recovering, _next - 1);
            _episode.Floor = _next - fitted;
        }
    }

    private double ForecastHeld(long bin, double fraction) => Level * _rhythm.At(bin) * fraction * _local.Factors[_spread.Pick(0)];

    /// <summary>
    /// Whether the outage is over: the latest bins are likelier at the usual rate than at the outage's own lately, by
    /// so many nats, and are no more than the usual. A strong outage is over in ten minutes; a faint one takes longer to tell.
    /// </summary>
    private bool FitsBaseline(in Episode episode, long bin, double fraction, int count, double nats, out int fitted)
    {
        var factor = Math.Max(LeastOutageFactor, episode.OutageCount / episode.OutageExpected);
        var last = bin - 1;
        var current = Level * _rhythm.At(bin) * fraction;
        for (var i = 0; i < _fitLengths.Length; i++)
        {
            fitted = Math.Max(2, _fitLengths[i]);
            var start = bin - fitted;
            if (start < Math.Max(_before, bin - _recent.Capacity) || start < episode.Since - 1)
            {
                break;
            }

            var n = _recent.Count(start, last) + count;
            var m = (_recent.Expected(start, last) + current) * (1 + ((_recent.Local(start, _spread.Pick(0)) - 1) * _fade[fitted]));
            var variance = Variance(m, 0);
            if (n <= m + (FitDeviations * Math.Sqrt(variance)) + 0.5
                && (i == _fitLengths.Length - 1 || LogRatioOfGoingOn(n, m, variance, factor * m) <= -nats))
            {
                return true;
            }
        }

        fitted = 0;
        return false;
    }

    /// <summary>
    /// ln P(n | the outage goes on) / P(n | the usual). Each law has its own variance: with the size of the usual one, a sparse series'
    /// outage would be so scattered that ten silent minutes after three reports a minute said nothing.
    /// </summary>
    private double LogRatioOfGoingOn(double n, double usual, double usualVariance, double outage) =>
        NegativeBinomial.LogProbability(n, outage, NegativeBinomial.Size(outage, Variance(outage, 0)))
        - NegativeBinomial.LogProbability(n, usual, NegativeBinomial.Size(usual, usualVariance));

    private Episode WithOnset(Episode episode, long bin, double fraction, int count)
    {
        episode.Onset = FindOnset(bin, fraction, count, episode.Floor);
        episode.HasOnset = 1;
        return episode;
    }

    private static Episode Enter(Episode episode, SeriesState state, long bin)
    {
        if (episode.State is SeriesState.Normal or SeriesState.Unknown)
        {
            episode.LeftNormal = bin;
        }

        episode.State = state;
        episode.Since = bin;
        if (state is SeriesState.Normal or SeriesState.Recovering or SeriesState.Unknown)
        {
            episode.HasOnset = 0;
        }

        return episode;
    }
}
