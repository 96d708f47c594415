namespace Groundswell.Attribution;

/// <summary>
/// Whether a cause is named in public, from run to run: raised when it is likely enough twice running, withdrawn when it falls below half
/// of that. A value; the default is "not raised, never likely".
/// </summary>
/// <param name="IsRaised">It is named.</param>
/// <param name="RunsAbove">Latest runs in a row in which it was likely enough.</param>
public readonly record struct CauseStanding(bool IsRaised, int RunsAbove)
{
    private const int RunsToRaise = 2;

    /// <summary>The standing after one more run.</summary>
    /// <param name="probability">The cause's calibrated probability in it.</param>
    /// <param name="threshold">What is likely enough.</param>
    public CauseStanding After(double probability, double threshold)
    {
        var runs = probability >= threshold ? Math.Min(RunsAbove + 1, RunsToRaise) : 0;
        return new CauseStanding(IsRaised ? probability >= threshold / 2 : runs >= RunsToRaise, runs);
    }
}
