using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Incidents.Causes;

/// <summary>All that a tick knows: what attribution found, how services stand, what probes and suppliers say.</summary>
public sealed record CauseCommand
{
    public required DateTimeOffset Now { get; init; }

    /// <summary>Causes that are sure enough to be named, likeliest first; <see cref="CauseOptions.NameFrom"/> and hysteresis have been applied.</summary>
    public required IReadOnlyList<CauseFinding> Findings { get; init; }

    /// <summary>The sentence that says how an incident stands where nothing that is found explains it now.</summary>
    public Func<CauseIncident, string> Say { get; init; } = incident => incident.Sentence;

    /// <summary>The incidents of single services at this tick.</summary>
    public required IncidentBook Services { get; init; }

    /// <summary>Everything that a component needs, directly or by way of others, itself left out.</summary>
    public required Func<ComponentId, IReadOnlySet<ComponentId>> Needs { get; init; }

    /// <summary>Everything that a service needs, directly or by way of others.</summary>
    public required Func<ServiceId, IReadOnlySet<ComponentId>> ServiceNeeds { get; init; }

    /// <summary>What probes say of a component now; null where it has none.</summary>
    public required Func<ComponentId, ProbeVerdict?> Probes { get; init; }

    /// <summary>What is watched and needs one of these components itself, whether it fails or not.</summary>
    public Func<IReadOnlySet<ComponentId>, CauseBystanders> Bystanders { get; init; } = _ => CauseBystanders.None;

    /// <summary>What suppliers say at present or said lately.</summary>
    public IReadOnlyList<NoticeThread> Notices { get; init; } = [];
}
