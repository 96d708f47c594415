namespace Groundswell.Signals;

/// <summary>What probes say of a target, from one vantage or from all.</summary>
public enum ProbeState
{
    /// <summary>No fresh result, or fewer vantages with one than a quorum needs.</summary>
    Unknown,

    Up,

    /// <summary>It answers, but late or with a shorter life than asked for; or it fails for some vantages, and fewer than a quorum.</summary>
    Degraded,

    Down,
}
