namespace Groundswell.Signals.Seeing;

/// <summary>What a vantage's sight makes of a failure that it saw.</summary>
internal enum FailureStanding
{
    /// <summary>It is too early to tell.</summary>
    Waits,

    /// <summary>The vantage saw well around that time: it is the target's.</summary>
    Counts,

    /// <summary>It may as well be the vantage's own.</summary>
    Doubtful,
}
