using Groundswell.Attribution;
using Groundswell.Catalogue;
using Groundswell.Incidents;

namespace Groundswell.Learning;

/// <summary>
/// Finds services that keep failing with a component which the catalogue knows no way to. A failure that some dependency explains already
/// counts neither way, and where several components failed together the one that stands on the others is asked first: what it explains
/// is no evidence for those below it.
/// </summary>
/// <param name="catalogue">Who needs what.</param>
/// <param name="outages">Confirmed outages of components.</param>
/// <param name="own">Outages of services.</param>
/// <param name="explained">Incidents of services that are part of an incident with a shared cause.</param>
public sealed class DependencyHints(
    ServiceCatalogue catalogue, IReadOnlyCollection<ConfirmedOutage> outages, IReadOnlyCollection<OwnOutage> own, IReadOnlySet<IncidentId> explained)
{
    /// <summary>Fewer never reach <see cref="CoOutage.WorthShowing"/> (docs/attribution.md).</summary>
    public const int FewestTogether = 3;

    /// <summary>A service must fail with the component this soon after it …</summary>
    private static readonly TimeSpan After = TimeSpan.FromHours(2);

    /// <summary>… or at most this much before: onsets are estimates.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(5);

    private const double PriorOfAny = 1.0 / 2000;
    private const double PriorWithinProvider = 1.0 / 200; // it uses something else of the same supplier
    private const double HardFrom = 0.75;
    private const double LeastBaseRate = 1e-4;

    /// <summary>At least so often a service that is well is taken for failing while a large supplier fails: its users blame whom they use.</summary>
    private const double LeastChance = 0.02;
    private const double GreatestBaseRate = 0.5;

    private readonly NeedsClosure _needs = new(catalogue);
    private readonly ILookup<ServiceId, OwnOutage> _own = own.ToLookup(o => o.Service);

    /// <summary>Services that may have a hint at all: whoever asks need only find out since when these were watched.</summary>
    public IReadOnlySet<ServiceId> Candidates { get; } = FindCandidates(outages, own, explained);

    /// <param name="watchedSince">From when on a service of <see cref="Candidates"/> has been watched; null where it never was.</param>
    /// <param name="now">Until when.</param>
    /// <returns>Those worth showing, the surest first.</returns>
    public IReadOnlyList<DependencyHint> Find(Func<ServiceId, DateTimeOffset?> watchedSince, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(watchedSince);
        var components = outages.GroupBy(o => o.Component).Where(g => g.Count() >= FewestTogether && catalogue.Components.ContainsKey(g.Key))
            .OrderByDescending(g => _needs.Of(g.Key).Count).ThenBy(g => g.Key.ToString(), StringComparer.Ordinal).ToList();
        var hints = new List<DependencyHint>();
        foreach (var service in Candidates.Where(catalogue.Services.ContainsKey).Order())
        {
            if (watchedSince(service) is not { } since)
            {
                continue;
            }

            var needs = _needs.Of(service);
            var attributed = new List<(ComponentId Component, IncidentId Incident)>();
            foreach (var component in components.Where(c => !needs.Contains(c.Key)))
            {
                var left = component.Where(o => o.Onset >= since && !attributed.Exists(a => a.Incident == o.Incident && _needs.Of(a.Component).Contains(o.Component))).ToList();
                if (Judge(service, component.Key, left, since, now) is { } hint)
                {
                    hints.Add(hint);
                    attributed.AddRange(left.Select(o => (component.Key, o.Incident)));
                }
            }
        }

        return [.. hints.OrderByDescending(h => h.Posterior).ThenBy(h => h.Service).ThenBy(h => h.Component.ToString(), StringComparer.Ordinal)];
    }

    private DependencyHint? Judge(ServiceId service, ComponentId component, List<ConfirmedOutage> failures, DateTimeOffset since, DateTimeOffset now)
    {
        var cases = new List<HintCase>();
        var windows = new List<(DateTimeOffset From, DateTimeOffset To)>();
        foreach (var failure in failures)
        {
            var window = Window(failure);
            var within = _own[service].Where(o => o.Onset >= window.From && o.Onset <= window.To).OrderBy(o => o.Onset).ToList();
            if (within.Exists(o => explained.Contains(o.Incident)))
            {
                continue;
            }

            windows.Add(window);
            if (within.Count > 0)
            {
                cases.Add(new HintCase(failure.Incident, within[0].Incident, within[0].Onset, within[0].Onset - failure.Onset));
            }
        }

        if (cases.Count < FewestTogether)
        {
            return null;
        }

        var baseRate = BaseRate(service, windows, since, now);
        var prior = catalogue.Services[service].Dependencies.Any(d => d.On.Provider == component.Provider) ? PriorWithinProvider : PriorOfAny;
        var posterior = CoOutage.Posterior(windows.Count, cases.Count, Math.Max(baseRate, LeastChance), prior);
        return posterior < CoOutage.WorthShowing ? null : new DependencyHint
        {
            Service = service,
            Component = component,
            Incidents = windows.Count,
            Cases = [.. cases.OrderByDescending(c => c.Onset)],
            BaseRate = baseRate,
            Posterior = posterior,
            Criticality = cases.Count >= HardFrom * windows.Count ? Criticality.Hard : Criticality.Degraded,
        };
    }

    /// <summary>P(it begins to fail within such a time by chance): its outages at other times as a Poisson process, half of one added.</summary>
    private double BaseRate(ServiceId service, List<(DateTimeOffset From, DateTimeOffset To)> windows, DateTimeOffset since, DateTimeOffset now)
    {
        var inside = windows.Sum(w => (w.To - w.From).TotalHours);
        var outside = Math.Max(inside, (now - since).TotalHours - inside);
        var elsewhere = _own[service].Count(o => !explained.Contains(o.Incident) && !windows.Exists(w => o.Onset >= w.From && o.Onset <= w.To));
        var expected = (elsewhere + 0.5) / outside * inside / windows.Count;
        return Math.Clamp(1 - Math.Exp(-expected), LeastBaseRate, GreatestBaseRate);
    }

    private static (DateTimeOffset From, DateTimeOffset To) Window(ConfirmedOutage failure)
    {
        var until = failure.Until < failure.Onset + After ? failure.Until : failure.Onset + After;
        return (failure.Onset - Before, until + Before);
    }

    private static HashSet<ServiceId> FindCandidates(IReadOnlyCollection<ConfirmedOutage> outages, IReadOnlyCollection<OwnOutage> own, IReadOnlySet<IncidentId> explained)
    {
        var windows = outages.Select(Window).ToList();
        return [.. own.Where(o => !explained.Contains(o.Incident) && windows.Exists(w => o.Onset >= w.From && o.Onset <= w.To)).GroupBy(o => o.Service).Where(g => g.Count() >= FewestTogether).Select(g => g.Key)];
    }
}
