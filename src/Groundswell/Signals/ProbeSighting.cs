namespace Groundswell.Signals;

/// <summary>What one probe at one vantage sees at present.</summary>
/// <param name="Probe">Slug of the probe within its target.</param>
/// <param name="Vantage">From where.</param>
/// <param name="State">Unknown where the latest result is too old.</param>
/// <param name="Failure">How it fails; null where it does not.</param>
/// <param name="Detail">What was seen, in a few words.</param>
/// <param name="Since">From when on it has been so without a break.</param>
/// <param name="At">The latest result.</param>
/// <param name="Elapsed">How long that took.</param>
public sealed record ProbeSighting(
    string Probe, VantageId Vantage, ProbeState State, FailureClass? Failure, string Detail, DateTimeOffset Since, DateTimeOffset At, TimeSpan Elapsed)
{
    /// <summary>The latest run failed, and is held back until the next fails as well: <see cref="State"/> is that of before.</summary>
    public bool IsHeldBack { get; init; }
}
