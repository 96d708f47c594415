using Groundswell.Catalogue;

namespace Groundswell.Incidents.Causes;

internal sealed partial class CauseLifecycle
{
    private const int MajorServices = 5;
    private const int CriticalServices = 20;

    private void FollowServices(IReadOnlyList<CauseFinding> findings)
    {
        Recover();
        var explained = findings.SelectMany(f => f.Services).Where(s => s.Probability >= options.JoinFrom)
            .GroupBy(s => s.Service).Select(g => g.MaxBy(s => s.Probability)!).ToDictionary(s => s.Service);
        foreach (var service in explained.Keys)
        {
            Watch = Watch with { Explained = Watch.Explained.SetItem(service, _at) };
        }

        var joined = explained.Values.Where(s => !Incident.Members.ContainsKey(s.Service)).Select(Fall).OfType<JoinedService>().ToList();
        if (joined.Count > 0)
        {
            Add(new CauseEvent.ServicesJoined(InOrder(joined)) { At = _at });
        }

        var again = Returning(explained);
        if (again.Count > 0)
        {
            Add(new CauseEvent.ServicesFailedAgain(InOrder(again)) { At = _at });
        }

        if (joined.Count + again.Count > 0)
        {
            SplitWave();
        }

        Leave(findings.Count > 0);
    }

    private void Recover()
    {
        var recovered = Incident.Members.Values
            .Where(m => m.IsDown && command.Services.Find(m.Service) is null or { State: IncidentState.Recovering or IncidentState.Resolved })
            .Where(m => m.IsDown).Select(m => m.Service).Order().ToList();
        if (recovered.Count > 0)
        {
            Add(new CauseEvent.ServicesRecovered(recovered) { At = _at });
        }
    }

    // Of those that fail again, some stand on something that is found to fail, and of some it was said too early that they come back; and where
    // many fail together, the rest are taken to as well.
    private List<JoinedService> Returning(Dictionary<ServiceId, ExplainedService> explained)
    {
        var fallen = Incident.Members.Values
            .Where(m => m.RecoveredAt is { } at && _at - at <= options.Aftermath && IsDown(m.Service))
            .Select(m => m.Service).Order().ToList();
        return [.. fallen.Where(s => explained.ContainsKey(s) || fallen.Count >= WaveSize || WasNotOver(Incident.Members[s]))
            .Select(s => Fall(explained.GetValueOrDefault(s) ?? new ExplainedService(s, 0, default, 0))).OfType<JoinedService>()];
    }

    // Its own incident went on all the while: it was recovering, and had not recovered.
    private bool WasNotOver(CauseMember member) =>
        command.Services.Find(member.Service) is { } own && own.Id == member.Latest.Incident && !own.History.Any(e => e is IncidentEvent.Resolved && e.At >= member.RecoveredAt);

    private JoinedService? Fall(ExplainedService explained)
    {
        if (!IsDown(explained.Service))
        {
            return null;
        }

        var own = command.Services.Find(explained.Service)!;
        var onset = own.LatestOnset;
        var isKnown = explained.Depth > 0;

        // One that flickers stays in its wave.
        var wave = Incident.Members.GetValueOrDefault(explained.Service) is { } member && member.IsSameEpisode(onset) ? member.Latest.Wave : Incident.Waves[^1].Number;
        return new JoinedService(explained.Service, own.Id, onset, isKnown ? explained.Via : null, explained.Depth, wave, isKnown ? explained.Probability : 1);
    }

    private bool IsDown(ServiceId service) => command.Services.Find(service) is { State: IncidentState.Detected or IncidentState.Confirmed };

    private int WaveSize => Math.Max(options.WaveServices, (int)Math.Ceiling(options.WaveShare * Incident.Members.Count));

    /// <summary>
    /// A later group of the present wave becomes a wave of its own where a gap parts it from the ones before, it is large enough, it
    /// began lately, and either most of the others are well again or something else took it down.
    /// </summary>
    private void SplitWave()
    {
        var wave = Incident.Waves[^1];
        var members = Incident.Members.Values.Where(m => m.Latest.Wave == wave.Number).OrderBy(m => m.EpisodeOnset).ThenBy(m => m.Service).ToList();
        for (var i = members.Count - WaveSize; i >= 0; i--)
        {
            var onset = members[i].EpisodeOnset;

            // Those that fell before may all have fallen again since: then only the wave itself knows when.
            var last = i > 0 && members[i - 1].EpisodeOnset > wave.Last ? members[i - 1].EpisodeOnset : wave.Last;
            if (onset - last <= CauseWave.Together || _at - onset > options.WaveWithin)
            {
                continue;
            }

            var (before, group) = (members[..i], members[i..]);
            var component = group.GroupBy(m => m.Latest.Via).OrderByDescending(g => g.Count()).First().Key;
            if (before.Count > 0 && 2 * before.Count(m => m.IsDown) >= before.Count && component == wave.Component)
            {
                continue;
            }

            var failing = component is { } c ? Incident.Components.GetValueOrDefault(c) : null;
            var parent = failing?.Failing.Parent;
            var isOnItsOwn = failing is { OnItsOwn: true } || (parent is { } p && Incident.Components.GetValueOrDefault(p) is { RecoveredAt: not null });
            Add(new CauseEvent.WaveBegan(wave.Number + 1, onset, component, parent, isOnItsOwn) { At = _at });
            return;
        }
    }

    private void Leave(bool isFound)
    {
        if (!isFound)
        {
            return;
        }

        var left = Incident.Members.Values
            .Where(m => m.IsDown && _at - Watch.Explained.GetValueOrDefault(m.Service, Incident.IdentifiedAt) > options.LeaveAfter && !IsInTail(m) && !StandsOnFailing(m.Service))
            .Select(m => m.Service).Order().ToList();
        if (left.Count > 0)
        {
            Add(new CauseEvent.ServicesLeft(left) { At = _at });
        }
    }

    private bool IsInTail(CauseMember member) =>
        member.Latest.Via is { } via
        && Incident.Components.GetValueOrDefault(via) is { RecoveredAt: { } at }
        && _at - at <= options.Tail;

    // Which of several failing components takes it down may change from run to run; that one does is enough to stay.
    private bool StandsOnFailing(ServiceId service)
    {
        var needs = command.ServiceNeeds(service);
        return Incident.Components.Values.Any(c => c.RecoveredAt is null && needs.Contains(c.Failing.Component));
    }

    private static List<JoinedService> InOrder(IEnumerable<JoinedService> services) => [.. services.OrderBy(s => s.Onset).ThenBy(s => s.Service)];
}
