using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Incidents.Causes;

/// <summary>
/// The life of one incident with a shared cause, as a pure state machine over one tick: what was found goes in, events come out.
/// </summary>
internal sealed partial class CauseLifecycle(CauseCommand command, CauseOptions options, CauseWatch watch, Action<CauseEvent> add, Func<CauseIncident> read)
{
    private const double Ebbing = 0.8;
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

        found = [.. found.Where(f => f.Match != CauseMatch.Part)];
        Name(found);
        found = [.. found.Where(f => f.Match != CauseMatch.Rival || CauseMatching.IsSame(f.Finding.Cause, Incident.Cause))];
        FollowComponents([.. found.Select(f => f.Finding)]);
        FollowServices([.. found.Select(f => f.Finding)]);
        FollowNotices();
        FollowSeverity();
        End(found.Count > 0);
    }

    /// <summary>
    /// An incident keeps the name of its first origin. Another takes its place only if it has been likelier by a margin for long enough,
    /// and once the origin was seen to fail and works again only if it began with the incident: what begins then is a later wave.
    /// </summary>
    private void Name(IReadOnlyList<(CauseMatch Match, CauseFinding Finding)> found)
    {
        var cause = Incident.Cause;
        var same = found.Where(f => f.Match == CauseMatch.Same).Select(f => f.Finding).ToList();
        var own = same.Find(f => f.Cause == cause) ?? (IsRefuted ? null : same.Find(f => f.Cause.Level < cause.Level));
        var finer = same.Find(f => f.Cause.Level > cause.Level);
        var other = found.Where(f => Disputes(f.Match) && (Incident.Repaired is null || CauseMatching.BeganWith(Incident, f.Finding))).Select(f => f.Finding).FirstOrDefault(f => f.Cause != cause);
        if ((finer ?? other) is { } challenger && (own is null || challenger == finer || challenger.Probability >= own.Probability + options.ReviseMargin))
        {
            if (Challenge(challenger, challenger == finer))
            {
                return;
            }
        }
        else
        {
            Watch = Watch with { Challenger = own is null ? Watch.Challenger?.Unseen(_at) : Watch.Challenger?.Behind(_at) };
        }

        if (own is not null && Incident.Repaired is null)
        {
            Explain(own);
        }
    }

    // What it stands on may be behind it though it was seen to fail itself; a stranger is not.
    private bool Disputes(CauseMatch match) => match switch
    {
        CauseMatch.Deeper => true,
        CauseMatch.Rival => Incident.Cause.Component is not { } cause || !IsKnownToFail(cause) || Incident.Repaired is not null,
        CauseMatch.Same => IsRefuted,
        _ => false,
    };

    /// <summary>Its probes see it working, and never saw it fail.</summary>
    private bool IsRefuted => Incident.Cause.Component is { } cause && !IsKnownToFail(cause) && command.Probes(cause) is { State: ProbeState.Up, Failing: 0 };

    /// <returns>Whether the incident has another name now.</returns>
    private bool Challenge(CauseFinding finding, bool isFiner)
    {
        var challenger = Watch.Challenger is { } before && CauseMatching.IsSame(before.Cause, finding.Cause) ? before.Ahead(finding, _at) : CauseChallenger.New(finding, _at);
        var stood = (challenger.Since - (Incident.Revised?.At ?? Incident.IdentifiedAt)) / 2;
        var needed = isFiner || stood < options.ReviseAfterAtLeast ? options.ReviseAfterAtLeast : stood > options.ReviseAfterAtMost ? options.ReviseAfterAtMost : stood;
        if (challenger.Lead < needed)
        {
            Watch = Watch with { Challenger = challenger };
            return false;
        }

        Add(new CauseEvent.CauseRevised(Incident.Cause, finding.Cause, finding.Probability, finding.Sentence, finding.Evidence) { At = _at });
        Watch = Watch with { ExplainedAt = _at, Services = Incident.Down, Drift = null, Challenger = null };
        Latest = finding;
        return true;
    }

    private void Explain(CauseFinding finding)
    {
        // While services come back ever less speaks for what took them down: that it did is no less likely for it.
        var isEbbing = Incident.Down < Ebbing * Incident.Peak.Services;
        Latest = finding with { Cause = Incident.Cause, Probability = isEbbing ? Math.Max(finding.Probability, Incident.Probability) : finding.Probability };
        if (Watch.ExplainedAt == DateTimeOffset.MinValue)
        {
            Watch = Watch with { ExplainedAt = Incident.LastTold.At, Services = Incident.Down };
        }

        Drift(Latest);
        if (_at - Watch.ExplainedAt >= options.ExplainEvery && IsNews(Latest))
        {
            Add(new CauseEvent.Explained(Latest.Probability, Latest.Sentence, Latest.Evidence) { At = _at });
            Watch = Watch with { ExplainedAt = _at, Services = Incident.Down, Drift = null };
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

        // It is not over while one of its services is coming back still or has just failed again, or something that failed in it is seen to fail.
        var isComingBack = Incident.Members.Keys.Any(s => command.Services.Find(s) is { IsOpen: true } own && (own.State == IncidentState.Recovering || _at - own.Since < options.LeaveAfter))
            || Incident.Components.Values.Any(c => c is { RecoveredAt: null, Failing.Failure: not null } && command.Probes(c.Failing.Component) is { State: ProbeState.Down });
        Watch = Watch with { CalmSince = isComingBack ? _at : Watch.CalmSince ?? _at };
        if (Incident.State == IncidentState.Confirmed)
        {
            Add(new CauseEvent.RecoveryBegan { At = _at });
        }
        else if (Incident.State == IncidentState.Recovering && !isComingBack && _at - Watch.CalmSince >= options.ResolveAfter)
        {
            TellSpared();
            Add(new CauseEvent.Explained(Incident.Probability, command.Say(Incident), Incident.Evidence) { At = _at });
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
