using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Detection;

/// <summary>
/// Tells attention from outages. When a final, a sale, a price rise or a piece of news brings more people to a whole category, or to everything in
/// one country, all its services are reported more, by about the same factor, in the same words; outages differ widely, are large, and have
/// words of their own. Each service that is held for suspect or down is compared with the others of its groups (<see cref="SurgeGroup"/>);
/// where it only does as they do it is a part of the surge, and where it stands out from them it is down as much as ever.
/// </summary>
internal sealed class SurgeWatch(ServiceCatalogue catalogue, NeedsClosure needs)
{
    private const int FewDependents = 12; // a supplier with more is not its services' own
    private const double LeastEvidence = 1.9; // nats of the others: seven to one
    private const double FailsByItself = 1e-3; // beforehand
    private const double ClearOdds = 2; // ln, by which a shorter window, noisier than the longest, must contradict it
    private const double LeavesOdds = 2; // ln, by which what is held for a part of a surge must stand out from it to leave it
    private const double SureOdds = -2;
    private const double MostOfProbes = 4;
    private const double MostOfMix = 10;
    private const double OfNotice = 3;
    private const double MostOfSurge = 8; // times the usual, in one service of it
    private const double ChanceReports = 10;
    private const double PlaceSpread = 0.3;
    private static readonly TimeSpan OnsetTolerance = TimeSpan.FromMinutes(45); // a slow rise is found sooner in a large service
    private static readonly TimeSpan Lapse = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SettlesAfter = TimeSpan.FromMinutes(10);

    private readonly Dictionary<ServiceId, Held> _held = [];
    private readonly Dictionary<SurgeKey, (DateTimeOffset Since, DateTimeOffset Last)> _surges = [];
    private readonly Dictionary<ServiceId, IReadOnlyList<string>> _suppliers = OwnSuppliers(catalogue);

    /// <summary>Those that are no more than a part of a surge are capped at <see cref="SeriesState.Suspect"/>, with <see cref="ServiceAssessment.Surge"/>.</summary>
    /// <param name="all">One assessment for each service; changed in place.</param>
    /// <param name="now">The time.</param>
    /// <param name="troubled">Components of which their suppliers say that they have trouble.</param>
    public void Attribute(ServiceAssessment[] all, DateTimeOffset now, ILookup<ComponentId, NoticeThread> troubled)
    {
        var flagged = Enumerable.Range(0, all.Length).Where(i => IsFlagged(all[i]) && MayBeSurge(all[i], now)).ToList();
        Forget(now);
        if (flagged.Count == 0)
        {
            return;
        }

        var roll = Gather(all, flagged, troubled);
        var explained = flagged.Select(i => (Index: i, Surge: Explain(i, all[i], roll, now))).Where(e => e.Surge is not null).ToList();
        foreach (var (index, surge) in explained)
        {
            var isSettled = _held[all[index].Service].SureSince is { } sure && now - sure >= SettlesAfter;
            all[index] = all[index] with { State = SeriesState.Suspect, Surge = surge, IsSettled = isSettled };
        }

        // Those that rise with them, but not so much that anything is held of them, are no evidence either.
        var shared = explained.Select(e => e.Surge!).Where(s => s.Scope is SurgeScope.Category or SurgeScope.Everything).DistinctBy(s => (s.Scope, s.Category)).ToList();
        for (var i = 0; i < all.Length && shared.Count > 0; i++)
        {
            if (all[i].State == SeriesState.Normal && all[i].Total.LogBayesFactor > 0)
            {
                var surge = shared.Find(s => (s.Scope == SurgeScope.Everything || s.Category == CategoryOf(all[i])) && roll.Find(KeyOf(s))?.OddsFailing(i, RecentCounts.Quarter, Math.Log(FailsByItself), RecentCounts.Quarter) < 0);
                all[i] = surge is null ? all[i] : all[i] with { Surge = surge };
            }
        }
    }

    private static bool IsFlagged(ServiceAssessment a) =>
        a.State is SeriesState.Suspect or SeriesState.Down && a.StrayFrom is null && a.Probes?.State != ProbeState.Down && a.Counts.Expected[RecentCounts.Quarter] > 0;

    /// <summary>Most outages are so large that no group needs to be asked.</summary>
    private static bool MayBeSurge(ServiceAssessment a, DateTimeOffset now)
    {
        var window = Math.Min(RecentCounts.Quarter, Windows(a.Onset, now) - 1);
        return a.Counts.Reports[window] <= (MostOfSurge * a.Counts.Expected[window]) + ChanceReports;
    }

    private static SurgeKey KeyOf(Surge surge) => new(surge.Scope, surge.Category, surge.Country, surge.Supplier);

    private string CategoryOf(ServiceAssessment assessment) => catalogue.Services.GetValueOrDefault(assessment.Service)?.Category ?? "";

    private SurgeRoll Gather(ServiceAssessment[] all, List<int> flagged, ILookup<ComponentId, NoticeThread> troubled)
    {
        var roll = new SurgeRoll();
        var areSeveral = flagged.Select(i => CategoryOf(all[i])).Distinct().Count() > 1;
        foreach (var i in flagged)
        {
            foreach (var key in Whole(all[i]).Where(k => k.Scope != SurgeScope.Everything || areSeveral))
            {
                roll.Want(key, i);
            }

            foreach (var key in all[i].Regions.SelectMany(r => InCountry(all[i], r.Region)))
            {
                roll.Want(key, i);
            }
        }

        for (var i = 0; i < all.Length; i++)
        {
            if (all[i].State != SeriesState.Unknown && all[i].StrayFrom is null)
            {
                roll.Add(i, CategoryOf(all[i]), _suppliers.GetValueOrDefault(all[i].Service, []), all[i], SignOf(all[i], troubled));
            }
        }

        return roll;
    }

    private IEnumerable<SurgeKey> Whole(ServiceAssessment a) =>
    [
        new SurgeKey(SurgeScope.Category, CategoryOf(a)),
        .. _suppliers.GetValueOrDefault(a.Service, []).Select(s => new SurgeKey(SurgeScope.Supplier, Supplier: s)),
        new SurgeKey(SurgeScope.Everything),
    ];

    private IEnumerable<SurgeKey> InCountry(ServiceAssessment a, RegionId country) =>
        [new SurgeKey(SurgeScope.CategoryInCountry, CategoryOf(a), country), new SurgeKey(SurgeScope.Country, Country: country)];

    /// <summary>ln of what speaks for an outage beside the number of reports.</summary>
    private double SignOf(ServiceAssessment a, ILookup<ComponentId, NoticeThread> troubled)
    {
        var sign = Math.Clamp(a.ProbeWeight?.LogBayesFactor ?? 0, -MostOfProbes, MostOfProbes) + Math.Clamp(a.NoticeWeight?.LogBayesFactor ?? 0, -MostOfProbes, MostOfProbes);
        if (a.State is not (SeriesState.Suspect or SeriesState.Down))
        {
            return sign;
        }

        var told = troubled.Count > 0 && troubled.Any(t => needs.Of(a.Service).Contains(t.Key)) ? OfNotice : 0;
        return sign + told + Math.Log(0.5 + (0.5 * Math.Exp(Math.Min(MostOfMix, a.MixShift))));
    }

    private Surge? Explain(int index, ServiceAssessment a, SurgeRoll roll, DateTimeOffset now)
    {
        var held = _held.GetValueOrDefault(a.Service);
        foreach (var key in Whole(a).Concat(a.Regions.Take(1).SelectMany(r => InCountry(a, r.Region))).OrderByDescending(k => held is not null && held.Key == k))
        {
            var isPlace = !key.Country.IsUnknown;
            if (roll.Find(key) is not { } group || (isPlace ? ByCountries(index, a, roll, key, now) : ByWhole(index, a, group, key, now)) is not { } odds)
            {
                continue;
            }

            var (_, window) = group.Evidence(index, RecentCounts.Minutes.Length);
            var since = _surges.TryGetValue(key, out var known) ? known.Since : now.AddMinutes(-RecentCounts.Minutes[window]);
            _surges[key] = (since, now);
            var isSure = odds < SureOdds;
            _held[a.Service] = new Held(key, now, isSure ? held?.SureSince ?? now : null);
            return new Surge(key.Scope, key.Category, key.Country, key.Supplier, group.Factor(window), since);
        }

        _held.Remove(a.Service);
        return null;
    }

    /// <summary>A part of a surge of whole services: its total does as the others do, and no country stands out.</summary>
    /// <returns>ln of the odds that it fails nevertheless; null where it stands out, or nothing rises.</returns>
    private double? ByWhole(int index, ServiceAssessment a, SurgeGroup group, SurgeKey key, DateTimeOffset now)
    {
        if (Odds(index, a, a.Onset, group, key, now) is not { } odds)
        {
            return null;
        }

        var windows = Windows(a.Onset, now);
        foreach (var place in PlacesAtFault(a))
        {
            for (var w = 0; w < windows; w++)
            {
                odds = Math.Max(odds, StandsOut(place, w, group.Factor(w) * place.Expected[w]));
            }
        }

        return odds < 0 ? odds : null;
    }

    /// <summary>A part of surges in countries: all that are at fault do as the same countries of the others, and they explain the total.</summary>
    private double? ByCountries(int index, ServiceAssessment a, SurgeRoll roll, SurgeKey first, DateTimeOffset now)
    {
        double? worst = null;
        var more = new double[RecentCounts.Minutes.Length];
        var windows = Windows(a.Onset, now);
        var isTotal = a.Total.State is SeriesState.Suspect or SeriesState.Down;
        foreach (var region in a.Regions.Where(r => isTotal || r.State == a.State || r.State == SeriesState.Down))
        {
            var key = first with { Country = region.Region };
            if (roll.Find(key) is not { } group || Odds(index, a, a.Onset, group, key, now) is not { } odds)
            {
                return null;
            }

            worst = Math.Max(worst ?? odds, odds);
            var place = a.Places.FirstOrDefault(p => p.Country == region.Region).Counts;
            for (var w = 0; w < windows; w++)
            {
                more[w] += (group.Factor(w) - 1) * place.Expected[w];
            }
        }

        for (var w = 0; w < windows && worst is not null && isTotal; w++)
        {
            worst = Math.Max(worst.Value, StandsOut(a.Counts, w, a.Counts.Expected[w] + more[w]));
        }

        return worst < 0 ? worst : null;
    }

    private double? Odds(int index, ServiceAssessment a, DateTimeOffset? onset, SurgeGroup group, SurgeKey key, DateTimeOffset now)
    {
        var isHeld = _held.GetValueOrDefault(a.Service) is { } held && held.Key with { Country = key.Country } == key;
        var windows = Windows(onset, now);
        var (nats, window) = group.Evidence(index, windows);
        if (!isHeld)
        {
            var since = _surges.TryGetValue(key, out var known) ? known.Since : now.AddMinutes(-RecentCounts.Minutes[window]);
            if (nats < LeastEvidence || onset < since - OnsetTolerance)
            {
                return null;
            }
        }

        // What is held for a part of it stays so while it does as the others do, or as it usually does: its detector is slower to calm down.
        var margin = isHeld ? LeavesOdds : 0;
        double worst = double.NegativeInfinity;
        var longest = Math.Min(windows, RecentCounts.Quarter + 1) - 1;
        for (var w = 0; w < windows; w++)
        {
            worst = Math.Max(worst, group.OddsFailing(index, w, Math.Log(FailsByItself), longest) - margin - (w == longest ? 0 : ClearOdds));
        }

        return worst < 0 ? worst : null;
    }

    /// <summary>Counts of the countries that hold the service down by themselves.</summary>
    private static IEnumerable<RecentCounts> PlacesAtFault(ServiceAssessment a) =>
        from region in a.Regions
        where region.State == SeriesState.Down
        from place in a.Places
        where place.Country == region.Region
        select place.Counts;

    /// <summary>ln of the odds that a count is an outage's rather than a surge's of that mean.</summary>
    private static double StandsOut(in RecentCounts counts, int window, double mean) =>
        Math.Log(FailsByItself) + SurgeLaw.Failing(counts, window)
        - SurgeLaw.Add(SurgeLaw.Log(counts, window, mean, PlaceSpread), SurgeLaw.Usual(counts, window));

    /// <summary>The windows that hold nothing but the rise.</summary>
    private static int Windows(DateTimeOffset? onset, DateTimeOffset now)
    {
        var minutes = onset is { } o ? (now - o).TotalMinutes + 1 : RecentCounts.Minutes[RecentCounts.Quarter];
        var windows = 1;
        while (windows < RecentCounts.Minutes.Length && RecentCounts.Minutes[windows] <= minutes)
        {
            windows++;
        }

        return windows;
    }

    private static Dictionary<ServiceId, IReadOnlyList<string>> OwnSuppliers(ServiceCatalogue catalogue)
    {
        var pairs = catalogue.Services.Values
            .SelectMany(s => s.Dependencies.Where(d => d.Criticality == Criticality.Hard).Select(d => (s.Id, d.On.Provider)).Distinct())
            .ToLookup(p => p.Provider, p => p.Id);
        return pairs.Where(p => p.Skip(1).Any() && p.Count() <= FewDependents)
            .SelectMany(p => p.Select(s => (Service: s, Supplier: p.Key)))
            .GroupBy(p => p.Service, p => p.Supplier)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g]);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var gone in _held.Where(h => now - h.Value.Last > Lapse).Select(h => h.Key).ToList())
        {
            _held.Remove(gone);
        }

        foreach (var gone in _surges.Where(s => now - s.Value.Last > Lapse).Select(s => s.Key).ToList())
        {
            _surges.Remove(gone);
        }
    }

    private sealed record Held(SurgeKey Key, DateTimeOffset Last, DateTimeOffset? SureSince);
}
