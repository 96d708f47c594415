namespace Groundswell.Detection;

/// <summary>How evidence becomes a state: thresholds with hysteresis, and dwell times.</summary>
internal static class EpisodeRule
{
    /// <summary>Odds of an outage below which it seems to be over.</summary>
    public const double CalmOdds = 0.1;

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
        var isDown = sign.Decades >= threshold && sign.Reports >= MinimumReports;
        switch (episode.State)
        {
            case SeriesState.Down:
                return StepDown(ref episode, model, bin, sign.Odds);
            case var _ when isDown:
                episode.Enter(SeriesState.Down, bin);
                return false;
            case SeriesState.Recovering:
                if (bin - episode.Since >= model.Bins(RecoveringMinutes))
                {
                    episode.Enter(SeriesState.Normal, bin);
                }

                return false;
            case var _ when sign.Decades >= SuspectShare * threshold:
                if (episode.State != SeriesState.Suspect)
                {
                    episode.Enter(SeriesState.Suspect, bin);
                }

                return false;
            case SeriesState.Suspect when sign.Decades > CalmShare * threshold || bin - episode.Since < model.Bins(SuspectMinutes):
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

    private static bool StepDown(ref Episode episode, SeriesModel model, long bin, double odds)
    {
        if (odds > CalmOdds)
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
