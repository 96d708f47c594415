namespace Groundswell.Detection;

/// <summary>How evidence becomes a state: thresholds with hysteresis, and dwell times.</summary>
internal static class EpisodeRule
{
    private const double CalmOdds = 0.1; // of an outage; below this it seems to be over ...
    private const double RemnantOdds = 3; // ... or below this, where what is left is a remnant
    private const double RemnantShare = 0.05; // of the outage's size
    private const double PeakHalfLifeMinutes = 120;

    private const double LeastShare = 0.1; // over the usual; with less an outage is over, though not all is as it was
    private const int MinimumReports = 3; // below this nothing is called down, however small the expectation
    private const double SuspectShare = 0.6; // of the decades that call a series down
    private const double CalmShare = 0.4;
    private const double SuspectMinutes = 5;
    private const double CalmMinutes = 5;
    private const double RecoveringMinutes = 30;

    /// <summary>The state after a bin, or a part of one.</summary>
    /// <param name="episode">Changed in place.</param>
    /// <param name="model">Of the bin's width.</param>
    /// <param name="bin">Which bin.</param>
    /// <param name="sign">What it says.</param>
    /// <param name="threshold">Decades that call it down.</param>
    /// <returns>The outage has just ended: what was held for it must be forgotten, so that a second wave is new evidence.</returns>
    public static bool Step(ref Episode episode, SeriesModel model, long bin, in Sign sign, double threshold)
    {
        var decades = sign.Decades;
        var isDown = decades >= threshold && sign.Reports >= MinimumReports;
        switch (episode.State)
        {
            case SeriesState.Down:
                return StepDown(ref episode, model, bin, sign);
            case var _ when isDown:
                episode.Enter(SeriesState.Down, bin);
                return false;
            case SeriesState.Recovering:
                if (bin - episode.Since >= model.Bins(RecoveringMinutes))
                {
                    episode.Enter(SeriesState.Normal, bin);
                }

                return false;
            case var _ when decades >= SuspectShare * threshold:
                if (episode.State != SeriesState.Suspect)
                {
                    episode.Enter(SeriesState.Suspect, bin);
                }

                return false;
            case SeriesState.Suspect when decades > CalmShare * threshold || bin - episode.Since < model.Bins(SuspectMinutes):
                return false;
            default:
                var calm = sign.IsSilent ? SeriesState.Unknown : SeriesState.Normal;
                if (episode.State != calm)
                {
                    episode.Enter(calm, bin);
                }

                return false;
        }
    }

    private static bool StepDown(ref Episode episode, SeriesModel model, long bin, in Sign sign)
    {
        episode.PeakSize = Math.Max(sign.Size, episode.PeakSize * Math.Pow(0.5, 1.0 / model.Bins(PeakHalfLifeMinutes)));
        if (sign.Share >= LeastShare && sign.Odds > (sign.Size <= RemnantShare * episode.PeakSize ? RemnantOdds : CalmOdds))
        {
            episode.CalmSince = long.MaxValue;
            return false;
        }

        episode.CalmSince = Math.Min(episode.CalmSince, bin);
        if (bin - episode.CalmSince < model.Bins(CalmMinutes) - 1)
        {
            return false;
        }

        episode.Enter(SeriesState.Recovering, bin);
        return true;
    }
}
