using System.Collections.Immutable;
using Groundswell.Catalogue;

namespace Groundswell.Incidents.Causes;

/// <summary>One incident with a shared cause, and all that it took down; the fold of its events.</summary>
public sealed partial record CauseIncident
{
    public required IncidentId Id { get; init; }

    /// <summary>As it is named now or, once it is over, as it was named last.</summary>
    public required CauseName Cause { get; init; }

    /// <summary>At present; the history tells of changes that last.</summary>
    public required double Probability { get; init; }

    /// <summary>The explanation in one sentence: the same on pages, in alerts and in the API.</summary>
    public required string Sentence { get; init; }

    public required IReadOnlyList<CauseEvidence> Evidence { get; init; }

    /// <summary><see cref="IncidentState.Confirmed"/> while services are down; a cause is never less than that.</summary>
    public required IncidentState State { get; init; }

    public Severity Severity { get; init; }

    /// <summary>Estimated start of the cause.</summary>
    public required DateTimeOffset Onset { get; init; }

    /// <summary><see cref="Onset"/> was seen by probes or told from those of services. Where it was not, nobody's lateness can be told from it.</summary>
    public bool IsOnsetMeasured { get; init; }

    /// <summary>When the cause was first named.</summary>
    public required DateTimeOffset IdentifiedAt { get; init; }

    /// <summary>When the present state began.</summary>
    public required DateTimeOffset Since { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The incident that this one turned out to be a part of; null for one that stands.</summary>
    public IncidentId? MergedInto { get; init; }

    public ImmutableDictionary<ServiceId, CauseMember> Members { get; init; } = ImmutableDictionary<ServiceId, CauseMember>.Empty;

    public ImmutableDictionary<ComponentId, CauseComponent> Components { get; init; } = ImmutableDictionary<ComponentId, CauseComponent>.Empty;

    /// <summary>In order; the first is always there.</summary>
    public required ImmutableList<CauseWave> Waves { get; init; }

    /// <summary>When the supplier first said something of it; null where it never did.</summary>
    public DateTimeOffset? FirstNoticeAt { get; init; }

    /// <summary>When the supplier first called it over; null where it never did.</summary>
    public DateTimeOffset? CalledOverAt { get; init; }

    /// <summary>Most services that were down at once, and when they first were.</summary>
    public required CausePeak Peak { get; init; }

    /// <summary>When it was named after something else the last time, and after what; null where its name is its first.</summary>
    public CauseEvent.CauseRevised? Revised { get; init; }

    /// <summary>Of <see cref="Cause"/> when it was found last; null where that was when it was told.</summary>
    internal double? Held { get; init; }

    /// <summary>A cause that is likelier at present, but has not been for long enough to rename the incident; null where none is.</summary>
    public CauseName? InDoubt { get; init; }

    /// <summary>All that happened, oldest first; only ever added to.</summary>
    public required ImmutableList<CauseEvent> History { get; init; }

    public bool IsOpen => State != IncidentState.Resolved;

    /// <summary>The probability that the history tells last; <see cref="Probability"/> is the present one.</summary>
    public double ToldProbability => AsTold().Probability;

    /// <summary>Of when <see cref="Evidence"/> is: what was so then may not be so any more.</summary>
    public DateTimeOffset EvidenceAt { get; init; }

    /// <summary>The event that explained the cause last.</summary>
    internal CauseEvent LastTold => History.FindLast(e => e is CauseEvent.Opened or CauseEvent.CauseRevised or CauseEvent.Explained)!;

    /// <summary>Of the services whose way from the cause is known, the share that stands on something that stands on it; null where no way is known.</summary>
    public double? SecondOrderShare
    {
        get
        {
            var known = Members.Values.Count(m => m.First.Depth > 0);
            return known == 0 ? null : (double)Members.Values.Count(m => m.First.Depth > 1) / known;
        }
    }

    /// <summary>The cause itself, where it is a component that was seen or held to fail and works again.</summary>
    public CauseComponent? Repaired => Cause.Component is { } cause && Components.GetValueOrDefault(cause) is { RecoveredAt: not null } repaired ? repaired : null;

    /// <summary>The incident as it is explained now, where that is no news for its history.</summary>
    public CauseIncident Renew(CauseFinding finding, DateTimeOffset at) => this with { EvidenceAt = at, Probability = finding.Probability, Held = finding.Probability, Sentence = finding.Sentence, Evidence = finding.Evidence };

    /// <summary>The incident as it stands at present, where nothing explains it anew.</summary>
    /// <param name="sentence">How it stands.</param>
    /// <param name="rival">P(another cause), where one is likelier: the two add up to at most one.</param>
    internal CauseIncident Stand(Func<CauseIncident, string> sentence, double rival)
    {
        var standing = this with { Probability = Math.Min(Held ?? ToldProbability, 1 - rival) };
        return standing with { Sentence = sentence(standing) };
    }

    /// <summary>The incident as its history explains it.</summary>
    public CauseIncident AsTold() => LastTold switch
    {
        CauseEvent.CauseRevised e => this with { Probability = e.Probability, Sentence = e.Sentence, Evidence = e.Evidence, EvidenceAt = e.At },
        CauseEvent.Explained e => this with { Probability = e.Probability, Sentence = e.Sentence, Evidence = e.Evidence, EvidenceAt = e.At },
        CauseEvent.Opened e => this with { Probability = e.Probability, Sentence = e.Sentence, Evidence = e.Evidence, EvidenceAt = e.At },
        _ => this,
    };

    /// <summary>How many services fell in a wave.</summary>
    public int ServicesIn(CauseWave wave) => Members.Values.Count(m => m.FellIn(wave.Number));

    /// <summary>Services that are down now.</summary>
    public int Down => Members.Values.Count(m => m.IsDown);
}
