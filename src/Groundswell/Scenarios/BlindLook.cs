using Groundswell.Signals;

namespace Groundswell.Scenarios;

/// <summary>What a blind vantage meets.</summary>
/// <param name="Failure">Its class.</param>
/// <param name="Detail">What the probe says of it.</param>
/// <param name="Elapsed">How long an answer takes.</param>
/// <param name="Phases">How far a run comes.</param>
/// <param name="Marks">What unrelated targets have in common then.</param>
/// <param name="Lost">The address family that leads nowhere; null where all do.</param>
public readonly record struct BlindLook(FailureClass Failure, string Detail, TimeSpan Elapsed, ProbePhases Phases, ProbeMarks? Marks = null, string? Lost = null)
{
    public const string OldFamily = "IPv4";
    public const string NewFamily = "IPv6";
}
