using Groundswell.Catalogue;

namespace Groundswell.Incidents.Causes;

public sealed partial record CauseIncident
{
    /// <summary>The incident after one more event: the only way its state changes.</summary>
    /// <param name="before">The incident so far, or null before its first event.</param>
    /// <param name="happened">The first one must be <see cref="CauseEvent.Opened"/>, and no other may be.</param>
    /// <exception cref="ArgumentException">The event cannot follow.</exception>
    public static CauseIncident Apply(CauseIncident? before, CauseEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (happened is CauseEvent.Opened opened)
        {
            return before is null ? Open(opened) : throw new ArgumentException($"{before.Id} was opened already.", nameof(happened));
        }

        if (before is null)
        {
            throw new ArgumentException($"A history begins with Opened, not with {happened.GetType().Name}.", nameof(happened));
        }

        var after = before with { History = before.History.Add(happened) };
        return happened switch
        {
            CauseEvent.CauseRevised e => after with { Cause = e.To, Probability = e.Probability, Sentence = e.Sentence, Evidence = e.Evidence, EvidenceAt = e.At, Revised = e, Held = null },
            CauseEvent.Explained e => after with { Probability = e.Probability, Sentence = e.Sentence, Evidence = e.Evidence, EvidenceAt = e.At },
            CauseEvent.ServicesJoined e => e.Services.Aggregate(after, Fall).Revive(happened.At).Crest(happened.At),
            CauseEvent.ServicesFailedAgain e => e.Services.Aggregate(after, Fall).Revive(happened.At).Crest(happened.At),
            CauseEvent.ServicesRecovered e => e.Services.Aggregate(after, (i, s) => i.Recover(s, happened.At)),
            CauseEvent.ServicesLeft e => after with { Members = after.Members.RemoveRange(e.Services) },
            CauseEvent.WaveBegan e => after.Split(e),
            CauseEvent.ComponentFailed e => after with
            {
                Components = after.Components.SetItem(
                    e.Component.Component, new CauseComponent(e.Component, after.Components.GetValueOrDefault(e.Component.Component) is { RecoveredAt: null, OnItsOwn: true }, null)),
            },
            CauseEvent.ComponentRecovered e => after.Change(e.Component, c => c with { RecoveredAt = e.Since }),
            CauseEvent.ComponentOnItsOwn e => after.Change(e.Component, c => c with { OnItsOwn = true }),
            CauseEvent.NoticeSeen e => after with
            {
                FirstNoticeAt = after.FirstNoticeAt ?? e.PostedAt,
                CalledOverAt = after.CalledOverAt ?? (e.IsResolved ? e.PostedAt : null),
            },
            CauseEvent.SeverityChanged e => after with { Severity = e.To },
            CauseEvent.Spared => after,
            CauseEvent.RecoveryBegan => after.Enter(IncidentState.Recovering, happened.At),
            CauseEvent.Resolved => (after.AsTold() with { ResolvedAt = happened.At }).Enter(IncidentState.Resolved, happened.At),
            CauseEvent.MergedInto e => (after.AsTold() with { ResolvedAt = happened.At, MergedInto = e.Other }).Enter(IncidentState.Resolved, happened.At),
            _ => throw new ArgumentException($"{happened.GetType().Name} is no event that an incident knows.", nameof(happened)),
        };
    }

    /// <summary>The incident that a history tells of; null for an empty history.</summary>
    /// <exception cref="ArgumentException">The events do not follow one another.</exception>
    public static CauseIncident? Fold(IEnumerable<CauseEvent> history) => history.Aggregate((CauseIncident?)null, Apply);

    private static CauseIncident Open(CauseEvent.Opened opened) => new()
    {
        Id = opened.Id,
        Cause = opened.Cause,
        Probability = opened.Probability,
        Sentence = opened.Sentence,
        Evidence = opened.Evidence,
        EvidenceAt = opened.At,
        State = IncidentState.Confirmed,
        Onset = opened.Onset,
        IsOnsetMeasured = opened.IsOnsetMeasured,
        Peak = new CausePeak(0, opened.At),
        IdentifiedAt = opened.At,
        Since = opened.At,
        Waves = [new CauseWave(1, opened.Onset, opened.Cause.Component, null, false, opened.Onset)],
        History = [opened],
    };

    private static CauseIncident Fall(CauseIncident incident, JoinedService fallen)
    {
        var member = incident.Members.GetValueOrDefault(fallen.Service);
        var index = incident.Waves.FindIndex(w => w.Number == fallen.Wave);
        var wave = index < 0 || member?.IsSameEpisode(fallen) == true ? null : incident.Waves[index];
        return incident with
        {
            Members = incident.Members.SetItem(fallen.Service, member?.Fall(fallen) ?? new CauseMember(fallen, fallen, null, 1, [])),
            Waves = wave is not null && fallen.Onset > wave.Last && fallen.Onset - wave.Last <= CauseWave.Together
                ? incident.Waves.SetItem(index, wave with { Last = fallen.Onset })
                : incident.Waves,
        };
    }

    // A wave is recognised a little after its first services fell: they are moved to it.
    private CauseIncident Split(CauseEvent.WaveBegan begun)
    {
        var moved = Members.Values.Where(m => m.Latest.Wave == begun.Wave - 1 && m.EpisodeOnset >= begun.Onset).ToList();
        return this with
        {
            Members = Members.SetItems(moved.Select(m => KeyValuePair.Create(
                m.Service,
                m with { Latest = m.Latest with { Wave = begun.Wave }, First = m.Falls == 1 ? m.First with { Wave = begun.Wave } : m.First }))),
            Waves = Waves.Add(new CauseWave(
                begun.Wave, begun.Onset, begun.Component, begun.TriggeredBy, begun.OnItsOwn, moved.Select(m => m.EpisodeOnset).DefaultIfEmpty(begun.Onset).Max())),
        };
    }

    private CauseIncident Recover(ServiceId service, DateTimeOffset at) =>
        Members.TryGetValue(service, out var member) ? this with { Members = Members.SetItem(service, member with { RecoveredAt = at }) } : this;

    private CauseIncident Change(ComponentId component, Func<CauseComponent, CauseComponent> change) =>
        Components.TryGetValue(component, out var known) ? this with { Components = Components.SetItem(component, change(known)) } : this;

    private CauseIncident Revive(DateTimeOffset at) => State == IncidentState.Confirmed ? this : (this with { ResolvedAt = null }).Enter(IncidentState.Confirmed, at);

    private CauseIncident Crest(DateTimeOffset at) => Down > Peak.Services ? this with { Peak = new CausePeak(Down, at) } : this;

    private CauseIncident Enter(IncidentState state, DateTimeOffset at) => this with { State = state, Since = at };
}
