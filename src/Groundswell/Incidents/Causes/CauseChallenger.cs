namespace Groundswell.Incidents.Causes;

/// <summary>A cause that is found likelier than the one that an incident is named after.</summary>
/// <param name="Cause">As it was found last; more or less deeply than at first.</param>
/// <param name="Probability">Of it.</param>
/// <param name="Since">When it was first found so.</param>
/// <param name="At">When the two were compared last.</param>
/// <param name="Lead">For how much longer it has been found the likelier one than the other way round. While neither is found nothing is known.</param>
/// <param name="IsAhead">It was so when they were compared last.</param>
internal sealed record CauseChallenger(CauseName Cause, double Probability, DateTimeOffset Since, DateTimeOffset At, TimeSpan Lead, bool IsAhead)
{
    private static readonly TimeSpan MostAtOnce = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lapse = TimeSpan.FromMinutes(15);

    public static CauseChallenger New(CauseFinding finding, DateTimeOffset at) => new(finding.Cause, finding.Probability, at, at, TimeSpan.Zero, true);

    public CauseChallenger Ahead(CauseFinding finding, DateTimeOffset at) =>
        this with { Cause = finding.Cause, Probability = finding.Probability, At = at, Lead = Lead + SinceLast(at), IsAhead = true };

    /// <returns>Null where it has no lead left.</returns>
    public CauseChallenger? Behind(DateTimeOffset at) => Lead > SinceLast(at) ? this with { At = at, Lead = Lead - SinceLast(at), IsAhead = false } : null;

    /// <returns>Null where it has not been found for long.</returns>
    public CauseChallenger? Unseen(DateTimeOffset at) => at - At < Lapse ? this : null;

    private TimeSpan SinceLast(DateTimeOffset at) => at - At < MostAtOnce ? at - At : MostAtOnce;
}
