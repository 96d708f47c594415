using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Signals;

namespace Groundswell.Publication;

/// <summary>One component as we and its supplier see it; only of components that are probed, spoken of, or part of an incident.</summary>
public sealed record ComponentSummary
{
    public required ComponentId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>What its probes see; null where it has none.</summary>
    public ProbeVerdict? Probes { get; init; }

    /// <summary>What its supplier says that is still open.</summary>
    public IReadOnlyList<NoticeThread> Notices { get; init; } = [];

    /// <summary>The open incident in which it fails; null where there is none.</summary>
    public IncidentId? Incident { get; init; }
}
