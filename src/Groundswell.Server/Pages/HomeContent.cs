using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;
using Groundswell.Server.Pages.Words;

namespace Groundswell.Server.Pages;

/// <summary>What the home page shows, picked from the snapshot.</summary>
internal sealed class HomeContent
{
    // A page, not a dump: beyond these, search and categories find the rest.
    private const int MostServices = 400;
    private const int MostCards = 12;
    private const int MostRisks = 6;

    public HomeContent(PublicSnapshot snapshot, HomeQuery query)
    {
        Snapshot = snapshot;
        var found = snapshot.Services.Where(query.Matches).ToList();
        Found = found.Count;
        var shown = found.Count <= MostServices
            ? found
            : [.. found.OrderByDescending(s => Urgency(s.Verdict)).ThenByDescending(s => s.RecentReports).Take(MostServices)];
        Groups =
        [
            .. shown
                .GroupBy(s => s.Category)
                .Select(g => new HomeGroup(g.Key, CategoryLabel(g.Key), [.. g.OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase)]))
                .OrderBy(g => g.Label, StringComparer.OrdinalIgnoreCase),
        ];
        Shown = shown.Count;
        var ids = found.Select(s => s.Id).ToHashSet();
        Causes = [.. snapshot.Causes.Where(c => query.IsEverything || c.Members.Keys.Any(ids.Contains))];
        var open = snapshot.Alone.Where(i => query.IsEverything || ids.Contains(i.Service)).ToList();
        Open = [.. open.Take(MostCards)];
        OtherOpen = [.. open.Skip(MostCards)];
        Busy = [.. found.Where(s => s.Verdict == Verdict.Busy)];
        Suspects = [.. found.Where(s => s.Verdict == Verdict.Suspect && s.Incident is null)];
        AtRisk = ByRisk([.. found.Where(s => s.Verdict == Verdict.AtRisk)]);
        Declared = [.. found.Where(s => s.Verdict == Verdict.Declared)];
        _byIncident = snapshot.Services.Where(s => s.Incident is not null).DistinctBy(s => s.Incident).ToDictionary(s => s.Incident!.Value);
    }

    private readonly Dictionary<IncidentId, ServiceSummary> _byIncident;

    public PublicSnapshot Snapshot { get; }

    public int Found { get; }

    public int Shown { get; }

    public IReadOnlyList<HomeGroup> Groups { get; }

    /// <summary>Open incidents with a shared cause that what is looked for is a part of.</summary>
    public IReadOnlyList<CauseIncident> Causes { get; }

    /// <summary>The worst open incidents of what is looked for, those that a shared cause explains left out: few enough to be read on a phone.</summary>
    public IReadOnlyList<Incident> Open { get; }

    /// <summary>The rest of them.</summary>
    public IReadOnlyList<Incident> OtherOpen { get; }

    public IReadOnlyList<ServiceSummary> Suspects { get; }

    /// <summary>Nothing is seen of them, and something that they cannot do without fails: by what fails, most services first. Beyond a few, the rest in one without a name.</summary>
    public IReadOnlyList<(ComponentId? Through, IReadOnlyList<ServiceSummary> Services)> AtRisk { get; }

    /// <summary>Their own supplier's page says that they fail, and nothing else is seen of it.</summary>
    public IReadOnlyList<ServiceSummary> Declared { get; }

    /// <summary>Reported more than usual, but not because of themselves.</summary>
    public IReadOnlyList<ServiceSummary> Busy { get; }

    /// <summary>Counts of what its rows say: down is down, recovering is not.</summary>
    public string Headline
    {
        get
        {
            if (Snapshot.Services.Count == 0)
            {
                return "No services are watched yet";
            }

            var counts = CauseTexts.Counts(Snapshot.Count(Verdict.Down), Snapshot.Count(Verdict.Recovering));
            return counts.Length > 0 ? counts
                : Snapshot.Count(Verdict.Declared) is > 0 and var declared ? $"{Amounts.Counted(declared, "outage", "outages")} declared by suppliers"
                : IsMostlyUnknown ? "No data yet"
                : "No outages right now";
        }
    }

    public string Detail
    {
        get
        {
            var parts = new[]
            {
                (Snapshot.Count(Verdict.Suspect), "above usual"),
                (Snapshot.Count(Verdict.Busy), "busy"),
                (Snapshot.Count(Verdict.AtRisk), "at risk"),
                (Snapshot.Count(Verdict.Declared), "declared by suppliers"),
                (Snapshot.Count(Verdict.Unknown), "without data"),
            };
            var others = string.Concat(parts.Where(p => p.Item1 > 0).Select(p => $", {Amounts.Text(p.Item1)} {p.Item2}"));
            return $"{Amounts.Text(Snapshot.Count(Verdict.Up))} of {Amounts.Text(Snapshot.Services.Count)} look normal{others}.{(IsMostlyUnknown ? " Turn on checks, or report a problem." : "")}";
        }
    }

    private bool IsMostlyUnknown => Snapshot.Count(Verdict.Unknown) * 2 > Snapshot.Services.Count;

    public ServiceSummary? SummaryOf(Incident incident) => _byIncident.GetValueOrDefault(incident.Id);

    public IEnumerable<Category> Categories =>
        Snapshot.Services
            .Select(s => s.Category)
            .Distinct()
            .Select(c => new Category(c, CategoryLabel(c)))
            .OrderBy(c => c.Label, StringComparer.OrdinalIgnoreCase);

    private string CategoryLabel(string category) =>
        Snapshot.Catalogue.Categories.TryGetValue(category, out var known) ? known.Label : category;

    private static List<(ComponentId? Through, IReadOnlyList<ServiceSummary> Services)> ByRisk(List<ServiceSummary> services)
    {
        var groups = services.GroupBy(s => s.Risk?.Component).OrderBy(g => g.Key is null).ThenByDescending(g => g.Count()).ThenBy(g => g.Key.ToString(), StringComparer.Ordinal).ToList();
        var named = groups.Where(g => g.Key is not null).Take(MostRisks).Select(g => (g.Key, (IReadOnlyList<ServiceSummary>)[.. g])).ToList();
        var rest = groups.Skip(named.Count).SelectMany(g => g).ToList();
        return rest.Count == 0 ? named : [.. named, (null, rest)];
    }

    private static int Urgency(Verdict verdict) => verdict switch
    {
        Verdict.Down => 4,
        Verdict.Recovering => 3,
        Verdict.Declared or Verdict.AtRisk or Verdict.Suspect or Verdict.Busy => 2,
        Verdict.Up => 1,
        _ => 0,
    };
}
