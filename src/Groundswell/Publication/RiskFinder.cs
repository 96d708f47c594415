using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Signals;

namespace Groundswell.Publication;

/// <summary>
/// Who cannot do without something that fails, and whose own supplier says that it fails. One pass over the catalogue's needs at a tick at
/// which something fails, and none at others.
/// </summary>
internal sealed class RiskFinder
{
    private readonly ServiceCatalogue _catalogue;
    private readonly Dictionary<ComponentId, Risk> _failing = [];
    private readonly HashSet<ComponentId> _seenWell;
    private readonly ILookup<string, NoticeThread> _troubled;
    private readonly Dictionary<string, string> _pages = [];

    public RiskFinder(PublicFacts facts, DateTimeOffset now)
    {
        _catalogue = facts.Catalogue;
        var verdicts = facts.Probes.Where(p => p.Target.Component is not null).ToList();
        _seenWell = [.. verdicts.Where(p => p is { State: ProbeState.Up, Failing: 0 }).Select(p => p.Target.Component!.Value)];
        var notices = NoticeThread.Current(facts.Notices, facts.Sensing.Feeds, now).Where(n => n.IsTrouble && n.Latest.Component is not null).ToList();
        _troubled = notices.ToLookup(n => n.Latest.Provider, StringComparer.Ordinal);
        foreach (var provider in _troubled.Select(n => facts.Catalogue.Providers.GetValueOrDefault(n.Key)).OfType<Provider>())
        {
            if (provider.StatusPage is { } page)
            {
                _pages.TryAdd(Key(page), provider.Id);
            }
        }

        foreach (var verdict in verdicts.Where(p => p.State == ProbeState.Down))
        {
            Fail(verdict.Target.Component!.Value, verdict.FailingSince ?? verdict.At);
        }

        foreach (var incident in facts.Causes.Where(c => c.State is IncidentState.Detected or IncidentState.Confirmed))
        {
            FailBy(incident);
        }

        foreach (var notice in notices.Where(n => n.Latest.State >= NoticeState.PartialOutage).OrderBy(n => n.PostedAt))
        {
            Fail(notice.Latest.Component!.Value, notice.PostedAt, notice);
        }

        if (_failing.Count > 0)
        {
            Spread();
        }
    }

    /// <summary>What a service cannot do without and fails; null where nothing does.</summary>
    public Risk? Of(Service service) => _failing.Count == 0 ? null : Of(service.Dependencies);

    /// <summary>What the service's own supplier says of what it runs; null where it says nothing, or is another's.</summary>
    public SupplierWord? WordOn(Service service)
    {
        if (_troubled.Count == 0 || Runner(service) is not { } provider)
        {
            return null;
        }

        // A supplier of many things: only what this service cannot do without is about it.
        var own = service.Dependencies.Where(d => d.Criticality == Criticality.Hard && d.On.Provider == provider).Select(d => d.On).ToHashSet();
        var about = _troubled[provider].Where(n => own.Count > 0 ? own.Contains(n.Latest.Component!.Value) : IsOnlyOne(provider)).ToList();
        if (about.Count == 0)
        {
            return null;
        }

        var worst = about.Max(n => n.Latest.State);
        return new SupplierWord(provider, worst, about.Where(n => n.Latest.State == worst).Min(n => n.StateSince));
    }

    // By name, or by the status page that both call their own.
    private string? Runner(Service service) =>
        _troubled.Contains(service.Id.ToString()) ? service.Id.ToString()
        : service.StatusPage is { } page && _pages.TryGetValue(Key(page), out var provider) ? provider : null;

    private bool IsOnlyOne(string provider) => _catalogue.Components.Keys.Where(c => c.Provider == provider).Take(2).Count() == 1;

    private static string Key(Uri page) => page.IsAbsoluteUri ? $"{page.Host}{page.AbsolutePath.TrimEnd('/')}" : page.ToString();

    // What a cause took down, where probes see it, and the cause itself until it is repaired. What was only inferred says nothing of others.
    private void FailBy(CauseIncident incident)
    {
        var isCertain = incident.Repaired is null && incident.InDoubt is null;
        foreach (var (component, known) in incident.Components)
        {
            if (known.RecoveredAt is null && (known.Failing.Failure is not null || (isCertain && component == incident.Cause.Component)))
            {
                Fail(component, known.Failing.Onset);
            }
        }

        if (isCertain && incident.Cause.Component is null)
        {
            Fail(incident.Cause.Region is { } region ? Unspecified.Of(incident.Cause.Provider, region) : Unspecified.Of(incident.Cause.Provider), incident.Onset);
        }
    }

    private void Fail(ComponentId component, DateTimeOffset since, NoticeThread? said = null)
    {
        if (!_seenWell.Contains(component))
        {
            _failing.TryAdd(component, new Risk(component, component, since, said?.Latest.State, said?.StateSince));
        }
    }

    // Each component is looked at again when one more of its needs fails: as often as it has needs, and no more.
    private void Spread()
    {
        var dependants = _catalogue.Components.Values
            .SelectMany(c => c.Dependencies.Where(IsHard).Select(d => (d.On, Component: c)))
            .ToLookup(p => p.On, p => p.Component);
        var queue = new Queue<ComponentId>(_failing.Keys);
        while (queue.TryDequeue(out var failing))
        {
            foreach (var component in dependants[failing])
            {
                if (!_failing.ContainsKey(component.Id) && !_seenWell.Contains(component.Id) && Of(component.Dependencies) is { } risk)
                {
                    _failing.Add(component.Id, risk);
                    queue.Enqueue(component.Id);
                }
            }
        }
    }

    // The one that began first: what failed because of it came later.
    private Risk? Of(IReadOnlyList<Dependency> needs)
    {
        Risk? first = null;
        foreach (var need in needs)
        {
            if (IsHard(need)
                && _failing.TryGetValue(need.On, out var risk)
                && (first is null || risk.Since < first.Since)
                && (need.Group is not { } group || needs.Count(n => n.Group == group && !_failing.ContainsKey(n.On)) < need.Needed))
            {
                first = risk with { Via = need.On };
            }
        }

        return first;
    }

    private static bool IsHard(Dependency need) => need is { Criticality: Criticality.Hard, Fallback: 0 };
}
