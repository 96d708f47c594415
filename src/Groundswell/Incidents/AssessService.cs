using Groundswell.Detection;

namespace Groundswell.Incidents;

/// <summary>The command of the lifecycle: judge a service's incident by what the detector says now.</summary>
public sealed record AssessService
{
    /// <summary>The node's time. Events carry it, unless the history already holds a later one: then that.</summary>
    public required DateTimeOffset Now { get; init; }

    public required ServiceAssessment Assessment { get; init; }

    /// <summary>The watch with <see cref="Assessment"/> already in it.</summary>
    public required IncidentWatch Watch { get; init; }

    /// <summary>The number that a new incident gets.</summary>
    public required IncidentId NextId { get; init; }
}
