using System.Collections.Frozen;
using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Learning;
using Groundswell.Signals;

namespace Groundswell.Publication;

/// <summary>All that is public at one tick, immutable: pages and API read it without a lock.</summary>
public sealed record PublicSnapshot
{
    /// <summary>Rises by one with each snapshot of this process.</summary>
    public required long Version { get; init; }

    /// <summary>The tick's time on the node's clock.</summary>
    public required DateTimeOffset At { get; init; }

    public required ServiceCatalogue Catalogue { get; init; }

    /// <summary>Every service of the catalogue, by name.</summary>
    public required IReadOnlyList<ServiceSummary> Services { get; init; }

    /// <summary>Open incidents with a shared cause, worst first.</summary>
    public IReadOnlyList<CauseIncident> Causes { get; init; } = [];

    /// <summary>Incidents with a shared cause that ended lately, newest first.</summary>
    public IReadOnlyList<CauseIncident> EndedCauses { get; init; } = [];

    /// <summary>The open incident with a shared cause that a service is down in.</summary>
    public IReadOnlyDictionary<ServiceId, CauseIncident> CauseOf { get; init; } = FrozenDictionary<ServiceId, CauseIncident>.Empty;

    /// <summary>Components that are probed, spoken of, or part of an open incident; by id.</summary>
    public IReadOnlyList<ComponentSummary> Components { get; init; } = [];

    /// <summary>By open incident with a shared cause: services and components that need what fails and are not down yet; left out where there are none.</summary>
    public IReadOnlyDictionary<IncidentId, IReadOnlyList<ExpectedOutage>> Expected { get; init; } = FrozenDictionary<IncidentId, IReadOnlyList<ExpectedOutage>>.Empty;

    /// <summary>Services that keep failing with a component to which the catalogue knows no way; the surest first.</summary>
    public IReadOnlyList<DependencyHint> Hints { get; init; } = [];

    /// <summary>How well the node sees.</summary>
    public SensingStanding Sensing { get; init; } = SensingStanding.Blind;

    /// <summary>Many services are quieter than possible, so that reports may not reach this node; null where that is not so.</summary>
    public QuietIntake? QuietIntake { get; init; }

    /// <summary>What suppliers say and said lately, the latest first.</summary>
    public IReadOnlyList<NoticeThread> Notices { get; init; } = [];

    /// <summary>Open incidents that no shared cause explains, worst first: with <see cref="Causes"/>, all that goes on.</summary>
    public IReadOnlyList<Incident> Alone => [.. Open.Where(i => !CauseOf.ContainsKey(i.Service) && !Causes.Any(c => IsComingBackFrom(c, i)))];

    /// <summary>Services that an incident with a shared cause took down and that are coming back from it now.</summary>
    public IReadOnlyList<ServiceId> ComingBackFrom(CauseIncident cause) => [.. Open.Where(i => IsComingBackFrom(cause, i)).Select(i => i.Service)];

    /// <summary>The open incident with a shared cause that a service is down in, or is coming back from; null where there is none.</summary>
    public CauseIncident? PartOf(ServiceId service) =>
        CauseOf.GetValueOrDefault(service) ?? (Open.FirstOrDefault(i => i.Service == service) is { } own ? Causes.FirstOrDefault(c => IsComingBackFrom(c, own)) : null);

    /// <summary>How many services have a verdict: what every count on a page is taken from.</summary>
    public int Count(Verdict verdict) => Services.Count(s => s.Verdict == verdict);

    /// <summary>Open incidents of single services, worst first.</summary>
    public required IReadOnlyList<Incident> Open { get; init; }

    /// <summary>Incidents resolved lately, newest first; at most 20.</summary>
    public required IReadOnlyList<Incident> RecentlyResolved { get; init; }

    private static bool IsComingBackFrom(CauseIncident cause, Incident own) =>
        own.State == IncidentState.Recovering && cause.Members.GetValueOrDefault(own.Service) is { IsDown: false } member && member.Latest.Incident == own.Id;
}
