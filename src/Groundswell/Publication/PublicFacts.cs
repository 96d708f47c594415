using System.Collections.Frozen;
using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Learning;
using Groundswell.Signals;

namespace Groundswell.Publication;

/// <summary>All that a node holds true at a tick.</summary>
public sealed record PublicFacts
{
    public required ServiceCatalogue Catalogue { get; init; }

    /// <summary>What the shards said, probes weighed in; a service without figures is unknown.</summary>
    public required IReadOnlyDictionary<ServiceId, ServiceFigures> Figures { get; init; }

    /// <summary>Open incidents of single services.</summary>
    public IReadOnlyList<Incident> Open { get; init; } = [];

    /// <summary>Resolved incidents of single services, in any order.</summary>
    public IReadOnlyList<Incident> Resolved { get; init; } = [];

    /// <summary>Open incidents with a shared cause.</summary>
    public IReadOnlyList<CauseIncident> Causes { get; init; } = [];

    /// <summary>Ended incidents with a shared cause, newest first.</summary>
    public IReadOnlyList<CauseIncident> EndedCauses { get; init; } = [];

    /// <summary>By open incident with a shared cause, where there are any: what is expected to fail yet.</summary>
    public IReadOnlyDictionary<IncidentId, IReadOnlyList<ExpectedOutage>> Expected { get; init; } = FrozenDictionary<IncidentId, IReadOnlyList<ExpectedOutage>>.Empty;

    public IReadOnlyList<DependencyHint> Hints { get; init; } = [];

    public IReadOnlyList<ProbeVerdict> Probes { get; init; } = [];

    public SensingStanding Sensing { get; init; } = SensingStanding.Blind;

    public IReadOnlyList<NoticeThread> Notices { get; init; } = [];
}
