namespace Groundswell.Scenarios;

/// <summary>What was seen of one true outage.</summary>
/// <param name="Truth">The outage.</param>
/// <param name="Found">When the service was first called down in it; null if never.</param>
/// <param name="Recovered">When recovery was first seen after its true end; null if never.</param>
public sealed record ScenarioFinding(ScenarioTruth Truth, DateTimeOffset? Found, DateTimeOffset? Recovered)
{
    /// <summary>From the true onset; 0 where the service was still called down from an outage before.</summary>
    public TimeSpan? Delay => Found - Truth.From;

    /// <summary>From the true end; 0 where recovery was seen before it.</summary>
    public TimeSpan? RecoveryDelay => Recovered - Truth.To;
}
