using System.Text.Json.Serialization;
using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Incidents.Causes;

/// <summary>Something that happened in the life of an incident with a shared cause. Events are added, never changed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(CauseRevised), "cause-revised")]
[JsonDerivedType(typeof(Explained), "explained")]
[JsonDerivedType(typeof(ServicesJoined), "services-joined")]
[JsonDerivedType(typeof(ServicesRecovered), "services-recovered")]
[JsonDerivedType(typeof(ServicesFailedAgain), "services-failed-again")]
[JsonDerivedType(typeof(ServicesLeft), "services-left")]
[JsonDerivedType(typeof(WaveBegan), "wave-began")]
[JsonDerivedType(typeof(ComponentFailed), "component-failed")]
[JsonDerivedType(typeof(ComponentRecovered), "component-recovered")]
[JsonDerivedType(typeof(ComponentOnItsOwn), "component-on-its-own")]
[JsonDerivedType(typeof(NoticeSeen), "notice-seen")]
[JsonDerivedType(typeof(SeverityChanged), "severity-changed")]
[JsonDerivedType(typeof(RecoveryBegan), "recovery-began")]
[JsonDerivedType(typeof(Spared), "spared")]
[JsonDerivedType(typeof(Resolved), "resolved")]
[JsonDerivedType(typeof(MergedInto), "merged-into")]
public abstract record CauseEvent
{
    private CauseEvent()
    {
    }

    /// <summary>When the node said so.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>A cause was named. Its onset is measured where probes saw it begin, or services did; otherwise it is the time of the first evidence.</summary>
    public sealed record Opened(IncidentId Id, CauseName Cause, double Probability, DateTimeOffset Onset, string Sentence, IReadOnlyList<CauseEvidence> Evidence, bool IsOnsetMeasured = false) : CauseEvent;

    /// <summary>Another cause is named now, or the same one more or less deeply, and has been likelier for long enough. What was named before stays in the history.</summary>
    public sealed record CauseRevised(CauseName From, CauseName To, double Probability, string Sentence, IReadOnlyList<CauseEvidence> Evidence) : CauseEvent;

    /// <summary>The same cause with other evidence or another probability.</summary>
    public sealed record Explained(double Probability, string Sentence, IReadOnlyList<CauseEvidence> Evidence) : CauseEvent;

    /// <summary>Incidents of single services that the cause explains became part of this one.</summary>
    public sealed record ServicesJoined(IReadOnlyList<JoinedService> Services) : CauseEvent;

    /// <summary>Their reports fit the usual again.</summary>
    public sealed record ServicesRecovered(IReadOnlyList<ServiceId> Services) : CauseEvent;

    /// <summary>Services of this incident that had recovered are down again.</summary>
    public sealed record ServicesFailedAgain(IReadOnlyList<JoinedService> Services) : CauseEvent;

    /// <summary>The cause no longer explains them; each goes on with an incident of its own.</summary>
    public sealed record ServicesLeft(IReadOnlyList<ServiceId> Services) : CauseEvent;

    /// <summary>A later group of failures.</summary>
    /// <param name="Wave">From 2 on; the first begins with the incident.</param>
    /// <param name="Onset">When its first service began to fail.</param>
    /// <param name="Component">What takes it down; null where that is not known.</param>
    /// <param name="TriggeredBy">What had taken that component down; null where it failed of itself.</param>
    /// <param name="OnItsOwn">What triggered it works again, and it fails all the same.</param>
    public sealed record WaveBegan(int Wave, DateTimeOffset Onset, ComponentId? Component, ComponentId? TriggeredBy, bool OnItsOwn) : CauseEvent;

    public sealed record ComponentFailed(FailingComponent Component) : CauseEvent;

    public sealed record ComponentRecovered(ComponentId Component, DateTimeOffset Since) : CauseEvent;

    /// <summary>What took it down works again, and it goes on failing.</summary>
    public sealed record ComponentOnItsOwn(ComponentId Component, ComponentId TriggeredBy) : CauseEvent;

    /// <summary>The supplier said something of a component of this incident.</summary>
    /// <param name="Provider">Whose page.</param>
    /// <param name="Named">The page's own name.</param>
    /// <param name="State">What it says.</param>
    /// <param name="PostedAt">When, by its own page.</param>
    /// <param name="IsFirst">The first word on this incident.</param>
    /// <param name="IsResolved">It calls the trouble over.</param>
    /// <param name="Text">Its own words, shortened.</param>
    /// <param name="Link">Where they stand.</param>
    public sealed record NoticeSeen(string Provider, string Named, NoticeState State, DateTimeOffset PostedAt, bool IsFirst, bool IsResolved, string Text, Uri? Link) : CauseEvent;

    public sealed record SeverityChanged(Severity To) : CauseEvent;

    /// <summary>No service of it is down any more.</summary>
    public sealed record RecoveryBegan : CauseEvent;

    /// <summary>At the end: what was watched, needs something that failed itself, and did not fail. What incidents teach of dependencies stands on it.</summary>
    public sealed record Spared(IReadOnlyList<ServiceId> Services, IReadOnlyList<ComponentId> Components) : CauseEvent;

    public sealed record Resolved : CauseEvent;

    /// <summary>It turned out to be a part of another incident, which goes on.</summary>
    public sealed record MergedInto(IncidentId Other) : CauseEvent;
}
