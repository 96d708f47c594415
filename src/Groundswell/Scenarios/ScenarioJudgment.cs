namespace Groundswell.Scenarios;

/// <summary>How a node did in a scenario.</summary>
public sealed record ScenarioJudgment
{
    /// <summary>Every expectation, by line, one for each service that it is about.</summary>
    public required IReadOnlyList<ScenarioResult> Results { get; init; }

    /// <summary>Every true outage.</summary>
    public required IReadOnlyList<ScenarioFinding> Findings { get; init; }

    public required IReadOnlyList<ScenarioFalseIncident> FalseIncidents { get; init; }

    /// <summary>Every incident with a shared cause, oldest first.</summary>
    public required IReadOnlyList<Incidents.Causes.CauseIncident> Causes { get; init; }

    /// <summary>Median over all true outages, those never found counting as later than any; null if half or more were not found, or there are none.</summary>
    public required TimeSpan? MedianDelay { get; init; }

    public bool IsMet => Results.All(r => r.Met);
}
