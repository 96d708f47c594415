using System.Collections.Frozen;
using Groundswell.Catalogue;
using Groundswell.Incidents;

namespace Groundswell.Learning;

/// <summary>An outage of a component that is beyond doubt, and what became of what was watched. Dependents go by their ids as text, as in the catalogue.</summary>
public sealed record ConfirmedOutage
{
    /// <summary>The ended incident that tells of it.</summary>
    public required IncidentId Incident { get; init; }

    public required ComponentId Component { get; init; }

    /// <summary>Estimated start of the component's failure.</summary>
    public required DateTimeOffset Onset { get; init; }

    /// <summary>When it worked again or, where that was not seen, when its incident was over.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>What fell by it directly.</summary>
    public required FrozenDictionary<string, FallenDependent> Fell { get; init; }

    /// <summary>What was watched, needed something that failed in the incident, and stayed up.</summary>
    public required FrozenSet<string> Spared { get; init; }
}
