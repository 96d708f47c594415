using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Incidents.Causes;

/// <summary>
/// The life of one incident with a shared cause, as a pure state machine over one tick: what was found goes in, events come out.
/// </summary>
internal sealed partial class CauseLifecycle(CauseCommand command, CauseOptions options, CauseWatch watch, Action<CauseEvent> add, Func<CauseIncident> read)
{
    private const double Growth = 1.25; // a quarter more services is worth a new explanation
    private static readonly TimeSpan ComponentGone = TimeSpan.FromMinutes(20); // one without probes recovers unseen

    private readonly DateTimeOffset _at = read().History[^1].At > command.Now ? read().History[^1].At : command.Now;

    public CauseWatch Watch { get; private set; } = watch;

    /// <summary>What is found of the incident's cause now; null where nothing is, or what was told last stands.</summary>
    public CauseFinding? Latest { get; private set; }

    private CauseIncident Incident => read();

    public void Decide(IReadOnlyList<(CauseMatch Match, CauseFinding Finding)> found)
    {
        if (Incident.MergedInto is not null)
        {
            return;
        }

        Name(found);
        FollowComponents([.. found.Select(f => f.Finding)]);
        FollowServices([.. found.Select(f => f.Finding)]);
        FollowNotices();
        FollowSeverity();
        End(found.Count > 0);
    }

    private void Name(IReadOnlyList<(CauseMatch Match, CauseFinding Finding)> found)
    {
        var better = found.FirstOrDefault(f => f.Match is CauseMatch.Same or CauseMatch.Deeper).Finding
            ?? (Incident.Cause.Component is { } cause && IsKnownToFail(cause) ? null : found.FirstOrDefault(f => f.Match == CauseMatch.Rival).Finding);
        if (better is null)
        {
            return;
        }

        // What was named deeply stays so: near its end an outage leaves too little evidence to name more than the provider.
        var isShallower = better.Cause.Level < Incident.Cause.Level && Incident.Cause.Component is { } named && better.Cause.Covers(named);
        if (better.Cause != Incident.Cause && !isShallower)
        {
            Add(new CauseEvent.CauseRevised(Incident.Cause, better.Cause, better.Probability, better.Sentence, better.Evidence) { At = _at });
            Watch = Watch with { ExplainedAt = _at, Services = Incident.Down, Drift = null };
        }
        else if (!isShallower && !HasRecovered(Incident.Cause))
        {
            Latest = better;
            if (Watch.ExplainedAt == DateTimeOffset.MinValue)
            {
                Watch = Watch with { ExplainedAt = Incident.LastTold.At, Services = Incident.Down };
            }

            Drift(better);
            if (_at - Watch.ExplainedAt >= options.ExplainEvery && IsNews(better))
            {
                Add(new CauseEvent.Explained(better.Probability, better.Sentence, better.Evidence) { At = _at });
                Watch = Watch with { ExplainedAt = _at, Services = Incident.Down, Drift = null };
            }
        }
    }

    private void Drift(CauseFinding finding)
    {
        var change = finding.Probability - Incident.ToldProbability;
        var direction = Math.Abs(change) >= options.ExplainChange ? Math.Sign(change) : 0;
        Watch = Watch with { Drift = direction == 0 ? null : Watch.Drift?.Direction == direction ? Watch.Drift : new ProbabilityDrift(direction, _at) };
    }

    private bool IsNews(CauseFinding finding) =>
        (Watch.Drift is { } drift && _at - drift.Since >= options.ExplainAfter)
        || Incident.Down > Growth * Watch.Services
        || !Kinds(finding.Evidence).IsSubsetOf(Incident.History.SelectMany(Told).Select(KindOf));

    private static IReadOnlyList<CauseEvidence> Told(CauseEvent happened) => happened switch
    {
        CauseEvent.Opened e => e.Evidence,
        CauseEvent.CauseRevised e => e.Evidence,
        CauseEvent.Explained e => e.Evidence,
        _ => [],
    };

    private static HashSet<(CauseEvidenceKind Kind, bool IsFor)> Kinds(IReadOnlyList<CauseEvidence> evidence) => [.. evidence.Select(KindOf)];

    private static (CauseEvidenceKind Kind, bool IsFor) KindOf(CauseEvidence evidence) => (evidence.Kind, evidence.Weight > 0);

    // Once the cause works again what is left of its outage tells less and less of it: the explanation stays that of its time.
    private bool HasRecovered(CauseName cause) => cause.Component is { } component && Incident.Components.GetValueOrDefault(component) is { RecoveredAt: not null };

    private bool IsKnownToFail(ComponentId component) => Incident.Components.GetValueOrDefault(component) is { Failing.Failure: not null };

    private void FollowComponents(IReadOnlyList<CauseFinding> findings)
    {
        var failing = findings.SelectMany(f => f.Components).GroupBy(c => c.Component).ToDictionary(g => g.Key, g => g.First());
        foreach (var component in failing.Values.OrderBy(c => c.Onset).ThenBy(c => c.Component.ToString(), StringComparer.Ordinal))
        {
            Watch = Watch with { Found = Watch.Found.SetItem(component.Component, _at) };
            var known = Incident.Components.GetValueOrDefault(component.Component);

            // Found by those that need it, and now seen by its probes too: from here on they say when it works again.
            var isSeenNow = known is { RecoveredAt: null, Failing.Failure: null } && component.Failure is not null;
            if (known is null || isSeenNow || (known.RecoveredAt is not null && !IsSeenWell(known)))
            {
                Add(new CauseEvent.ComponentFailed(component with { Parent = component.Parent ?? TriggerOf(component.Component) }) { At = _at });
            }
        }

        foreach (var (component, known) in Incident.Components.OrderBy(c => c.Key.ToString(), StringComparer.Ordinal))
        {
            if (known.RecoveredAt is null && (IsSeenWell(known) || !failing.ContainsKey(component)) && WellSince(component) is { } since)
            {
                Add(new CauseEvent.ComponentRecovered(component, since) { At = _at });
            }
        }

        foreach (var (component, known) in Incident.Components.OrderBy(c => c.Key.ToString(), StringComparer.Ordinal))
        {
            if (known is { RecoveredAt: null, OnItsOwn: false, Failing.Parent: { } parent } && Incident.Components.GetValueOrDefault(parent) is { RecoveredAt: not null } && failing.ContainsKey(component))
            {
                Add(new CauseEvent.ComponentOnItsOwn(component, parent) { At = _at });
            }
        }
    }

    // Its probes saw it fail, and see it well now: nothing that is inferred weighs as much.
    private bool IsSeenWell(CauseComponent component) =>
        component.Failing.Failure is not null && command.Probes(component.Failing.Component) is { State: ProbeState.Up };

    // The latest to fail of all that it stands on: the nearest link of the chain.
    private ComponentId? TriggerOf(ComponentId component)
    {
        var needs = command.Needs(component);
        return CauseMatching.FailedLately(Incident, command.Now, options)
            .Where(c => c != component && needs.Contains(c))
            .OrderByDescending(c => Incident.Components[c].Failing.Onset)
            .ThenBy(c => c.ToString(), StringComparer.Ordinal)
            .Select(c => (ComponentId?)c)
            .FirstOrDefault();
    }

    private DateTimeOffset? WellSince(ComponentId component) => command.Probes(component) switch
    {
        { State: ProbeState.Up } verdict => verdict.WellSince ?? _at,
        { State: ProbeState.Down } => null,
        _ when command.Notices.Any(n => n.IsTrouble && n.Latest.Component == component) => null,
        _ when _at - Watch.Found.GetValueOrDefault(component, _at) >= ComponentGone => Watch.Found.GetValueOrDefault(component, _at),
        _ => null,
    };

    private void FollowNotices()
    {
        foreach (var thread in command.Notices.Where(Concerns).OrderBy(t => t.Latest.RevisedAt).ThenBy(t => t.Latest.Named, StringComparer.Ordinal))
        {
            var latest = thread.Latest;
            if (Incident.History.OfType<CauseEvent.NoticeSeen>().Any(n => n.Named == latest.Named && n.PostedAt == latest.RevisedAt && n.State == latest.State))
            {
                continue;
            }

            Add(new CauseEvent.NoticeSeen(
                latest.Provider,
                latest.Named,
                latest.State,
                latest.RevisedAt,
                Incident.FirstNoticeAt is null,
                latest.Resolved,
                latest.Text,
                latest.Link)
            { At = _at });
        }
    }

    private bool Concerns(NoticeThread thread)
    {
        var (latest, cause) = (thread.Latest, Incident.Cause);
        if (latest.RevisedAt < Incident.Onset || latest.Provider != cause.Provider || (!thread.IsTrouble && !latest.Resolved))
        {
            return false;
        }

        return latest.Component is not { } component
            || Incident.Components.ContainsKey(component)
            || cause.Covers(component)
            || (cause.Region is { } region && component.Region == region);
    }

    private void FollowSeverity()
    {
        var down = Incident.Members.Values.Where(m => m.IsDown).ToList();
        var worst = down.Select(m => command.Services.Find(m.Service)?.Severity ?? Severity.Minor).DefaultIfEmpty(Severity.Minor).Max();
        var byCount = down.Count >= CriticalServices ? Severity.Critical : down.Count >= MajorServices ? Severity.Major : Severity.Minor;
        var severity = worst > byCount ? worst : byCount;
        if (severity > Incident.Severity)
        {
            Add(new CauseEvent.SeverityChanged(severity) { At = _at });
        }
    }

    private void End(bool isFound)
    {
        if (Incident.Down > 0 || isFound)
        {
            Watch = Watch with { CalmSince = null };
            return;
        }

        Watch = Watch with { CalmSince = Watch.CalmSince ?? _at };
        if (Incident.State == IncidentState.Confirmed)
        {
            Add(new CauseEvent.RecoveryBegan { At = _at });
        }
        else if (Incident.State == IncidentState.Recovering && _at - Watch.CalmSince >= options.ResolveAfter)
        {
            TellSpared();
            Add(new CauseEvent.Resolved { At = _at });
        }
    }

    private void TellSpared()
    {
        var bystanders = command.Bystanders(Incident.Components.Keys.ToHashSet());
        var fell = Incident.History.OfType<CauseEvent.ServicesJoined>().SelectMany(e => e.Services).Select(s => s.Service).ToHashSet();
        var services = bystanders.Services.Where(s => !fell.Contains(s) && !(command.Services.Find(s) is { } own && (own.IsOpen || own.Since >= Incident.Onset))).ToList();
        var components = bystanders.Components.Where(c => !Incident.Components.ContainsKey(c)).ToList();
        if (services.Count + components.Count > 0)
        {
            Add(new CauseEvent.Spared(services, components) { At = _at });
        }
    }

    private void Add(CauseEvent happened) => add(happened);
}
