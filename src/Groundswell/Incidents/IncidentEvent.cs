using Groundswell.Catalogue;

namespace Groundswell.Incidents;

/// <summary>Something that happened in an incident's life. What was published stays: events are added, never changed.</summary>
public abstract record IncidentEvent
{
    private IncidentEvent()
    {
    }

    /// <summary>When the node said so.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What its own probes saw fail when this was said; null where they saw nothing of it.</summary>
    public ProbesSeen? Probes { get; init; }

    /// <summary>The detector says down.</summary>
    public sealed record Detected(
        IncidentId Id,
        ServiceId Service,
        DateTimeOffset Onset,
        Severity Severity,
        double Reports,
        double Expected,
        IReadOnlyList<RegionId> Regions,
        IReadOnlyList<SymptomId> Symptoms) : IncidentEvent;

    /// <summary>It is not chance and not a moment's.</summary>
    public sealed record Confirmed(double Reports, double Expected) : IncidentEvent;

    public sealed record SeverityChanged(Severity From, Severity To, double Reports, double Expected) : IncidentEvent;

    /// <summary>Other regions or symptoms than before carry the excess.</summary>
    public sealed record ScopeChanged(IReadOnlyList<RegionId> Regions, IReadOnlyList<SymptomId> Symptoms) : IncidentEvent;

    /// <summary>A new highest quarter of an hour (recorded at doublings, so that a history stays short, and at the end of a wave).</summary>
    public sealed record PeakPassed(IncidentPeak Peak) : IncidentEvent;

    /// <summary>Reports fit the baseline again.</summary>
    public sealed record RecoveryBegan(double Reports, double Expected) : IncidentEvent;

    /// <summary>The excess has lasted for days and is held for the usual from now on.</summary>
    public sealed record BecameUsual(double Reports, double Expected) : IncidentEvent;

    /// <summary>Down again after a recovery or a resolution: wave number <paramref name="Wave"/>.</summary>
    public sealed record WaveBegan(int Wave, DateTimeOffset Onset, double Reports, double Expected) : IncidentEvent;

    /// <summary>
    /// It was called down, and is not: the reports were no more than what others explain, a surge that many services share or
    /// another's outage. That ends the incident.
    /// </summary>
    public sealed record Withdrawn(WithdrawalReason Reason, double Reports, double Expected) : IncidentEvent;

    public sealed record Resolved : IncidentEvent;
}
