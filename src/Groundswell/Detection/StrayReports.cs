using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Detection;

/// <summary>
/// Tells the stray reports that a healthy service gets when a far larger one fails from an outage of its own. On 15 June 2020
/// T-Mobile failed, with some 114,000 reports at the peak; Verizon and AT&amp;T had thousands, because their customers could not reach
/// T-Mobile's, and both ran normally. On 4 October 2021, with Facebook gone, carriers, internet providers and other networks were reported
/// all over the world. One series alone cannot show that, so this rule looks at all services together.
/// <para>
/// A service's excess is stray where others (the victims) are down, or have been until now, and all of this holds: the excess is no more
/// than such a share of the victims' as strays have, as far as chance lets that be told; measured in usual reports it is small beside theirs, so
/// that a small service that fails as badly as a large one stands; it did not begin well before theirs; the countries in which it is down are
/// among theirs; its own probes do not fail; and, once its share is known, it has not left it. Whose reports go astray where:
/// between services of a category with <see cref="Category.ReportsStray"/>; and, unless they need something in common, which would fail both, from any
/// service to those of a category with <see cref="Category.IsBlamed"/> and, far fewer, to whatever probes see well.
/// </para>
/// <para>Work is proportional to the services: only the <see cref="MostVictims"/> largest victims are looked at.</para>
/// </summary>
internal sealed class StrayReports(ServiceCatalogue catalogue, NeedsClosure needs)
{
    /// <summary>Between rivals stray reports were 2 to 8 % of the victim's; from 10 % on a rival's excess is its own.</summary>
    public const double LargestShare = 0.10;

    /// <summary>A rival is called stray only while its multiple of the usual is below this share of the victim's.</summary>
    public const double LargestRelativeShare = 0.25;

    /// <summary>To what is blamed for everything .5 to 2 % went astray.</summary>
    public const double LargestBlamedShare = 0.03;

    /// <summary>As <see cref="LargestRelativeShare"/>: what is blamed is often a small service beside the victim.</summary>
    public const double LargestBlamedRelativeShare = 1;

    /// <summary>To anything else that probes see well.</summary>
    public const double LargestOtherShare = 0.01;

    /// <summary>As <see cref="LargestRelativeShare"/>.</summary>
    public const double LargestOtherRelativeShare = 0.05;

    private const int MostVictims = 8;
    private const double LeastExpected = 0.5; // a quarter of an hour's reports below this make no meaningful multiple
    private const double Deviations = 2; // an outage is looked at a hundred times; a share of 8 % must not be drawn above 10 % in any of them
    private const double WindowShape = 150; // negative-binomial size of 15 minutes of reports, with ten a minute
    private const double LeastLearned = 0.002; // of the victims' excess
    private const double LargestGrowth = 3; // of a share that was learned
    private const double Forgotten = 0.01; // of a victim's peak
    private static readonly TimeSpan OnsetTolerance = TimeSpan.FromMinutes(15); // a slowly rising victim's onset is found late
    private static readonly TimeSpan Linger = TimeSpan.FromMinutes(30); // in which strays halve at the latest, when the victim is back at once
    private static readonly TimeSpan Learning = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SettlesAfter = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Lapse = TimeSpan.FromMinutes(30);

    private readonly Dictionary<ServiceId, Victim> _victims = [];
    private readonly Dictionary<ServiceId, Share> _shares = [];

    /// <summary>
    /// Those whose excess is stray are capped at <see cref="SeriesState.Suspect"/>, with <see cref="ServiceAssessment.StrayFrom"/> naming the
    /// largest victim.
    /// </summary>
    /// <param name="all">One assessment for each service; changed in place.</param>
    /// <param name="now">The time.</param>
    public void Attribute(ServiceAssessment[] all, DateTimeOffset now)
    {
        Forget(now);
        var afoot = Enumerable.Range(0, all.Length)
            .Where(i => all[i].State is SeriesState.Suspect or SeriesState.Down or SeriesState.Recovering || _victims.ContainsKey(all[i].Service))
            .OrderByDescending(i => Remaining(all[i], now)).ThenBy(i => all[i].Service)
            .ToList();
        var victims = new List<Victim>();
        foreach (var i in afoot)
        {
            if (all[i].State is SeriesState.Suspect or SeriesState.Down && StrayFrom(all[i], victims, now) is { } victim)
            {
                all[i] = all[i] with { State = SeriesState.Suspect, StrayFrom = victim.Service, IsSettled = now - _shares[all[i].Service].Since >= SettlesAfter };
                _victims.Remove(all[i].Service);
            }
            else if (Follow(all[i], now) is { } failing)
            {
                victims.Add(failing);
            }
        }
    }

    private Victim? StrayFrom(ServiceAssessment a, List<Victim> victims, DateTimeOffset now)
    {
        if (a.Probes?.State == ProbeState.Down || victims.Count == 0)
        {
            return null;
        }

        var category = catalogue.Services.GetValueOrDefault(a.Service) is { } known ? catalogue.Categories.GetValueOrDefault(known.Category) : null;
        double allowed = 0, excess = 0, multiple = 0;
        Victim? largest = null;
        var isPresent = false;
        foreach (var victim in victims.Take(MostVictims).Concat(victims.Skip(MostVictims).Where(v => v.Category == category?.Id).Take(1)))
        {
            var (share, relative) = Limits(a, category, victim);
            if (share > 0 && !BeganBefore(a, victim) && AreAmong(a, victim))
            {
                allowed += share * victim.Excess;
                excess += victim.Excess;
                multiple = Math.Max(multiple, relative * victim.Multiple);
                isPresent |= victim.IsPresent;
                largest ??= victim;
            }
        }

        var sure = SureExcess(a);
        if (largest is null || sure > Math.Min(allowed, Learned(a.Service, isPresent) * excess) || sure / Usual(a) > multiple)
        {
            return null;
        }

        Learn(a.Service, isPresent ? Excess(a) / excess : null, now);

        return largest;
    }

    /// <summary>The largest part of a victim's excess that may go astray to a service, and of its multiple of the usual.</summary>
    private (double Share, double Relative) Limits(ServiceAssessment a, Category? category, Victim victim)
    {
        if (category is null)
        {
            return (0, 0);
        }

        if (category.ReportsStray && category.Id == victim.Category)
        {
            return (LargestShare, LargestRelativeShare);
        }

        if ((!category.IsBlamed && a.Probes?.State != ProbeState.Up) || needs.Of(a.Service).Overlaps(needs.Of(victim.Service)))
        {
            return (0, 0);
        }

        return category.IsBlamed ? (LargestBlamedShare, LargestBlamedRelativeShare) : (LargestOtherShare, LargestOtherRelativeShare);
    }

    /// <summary>Well before, that is, and surely: of few reports nobody can tell when they began to be more.</summary>
    private static bool BeganBefore(ServiceAssessment a, Victim victim) => (a.OnsetLatest ?? a.Onset) < victim.Onset - OnsetTolerance;

    private static bool AreAmong(ServiceAssessment a, Victim victim) =>
        victim.Regions.Count == 0 || a.Regions.All(r => r.State != SeriesState.Down || victim.Regions.Contains(r.Region));

    /// <summary>The most that the share may be by what it was so far.</summary>
    private double Learned(ServiceId service, bool isPresent) =>
        isPresent && _shares.TryGetValue(service, out var share) && share.Last - share.Since >= Learning
            ? Math.Max(LeastLearned, LargestGrowth * share.Mean)
            : double.PositiveInfinity;

    private void Learn(ServiceId service, double? share, DateTimeOffset now)
    {
        var before = _shares.GetValueOrDefault(service) ?? new Share(now, now, share ?? LargestShare);
        var weight = Math.Min(1, (now - before.Last) / Learning);
        _shares[service] = before with { Last = now, Mean = before.Mean + (weight * ((share ?? before.Mean) - before.Mean)) };
    }

    /// <summary>A service that is down, or was until now, and whose reports are its own.</summary>
    private Victim? Follow(ServiceAssessment a, DateTimeOffset now)
    {
        var before = _victims.GetValueOrDefault(a.Service);
        if (a.State is not (SeriesState.Down or SeriesState.Recovering) && before is null)
        {
            return null;
        }

        var excess = Excess(a);
        var (most, multiple) = before is null ? (0, 0) : (before.Excess * Kept(before, now), before.Multiple * Kept(before, now));
        var regions = a.Regions.Where(r => r.State is SeriesState.Down or SeriesState.Suspect).Select(r => r.Region);
        var victim = new Victim(
            a.Service,
            catalogue.Services.GetValueOrDefault(a.Service)?.Category ?? "",
            Math.Max(excess, most),
            Math.Max(excess / Usual(a), multiple),
            before?.Onset ?? a.Onset,
            before is null ? [.. regions] : before.Regions.Union(regions).ToHashSet(),
            Math.Max(before?.Peak ?? 0, excess),
            excess >= most / 2,
            now);
        if (victim.Excess <= Forgotten * victim.Peak)
        {
            _victims.Remove(a.Service);
            return null;
        }

        return _victims[a.Service] = victim;
    }

    private double Remaining(ServiceAssessment a, DateTimeOffset now) =>
        Math.Max(Excess(a), _victims.TryGetValue(a.Service, out var victim) ? victim.Excess * Kept(victim, now) : 0);

    private static double Kept(Victim victim, DateTimeOffset now) => Math.Pow(0.5, Math.Max(0, (now - victim.At) / Linger));

    private static double Excess(ServiceAssessment assessment) =>
        double.IsFinite(assessment.RecentExpected) ? Math.Max(0, assessment.RecentReports - assessment.RecentExpected) : 0;

    /// <summary>What of the excess is left when chance is taken off.</summary>
    private static double SureExcess(ServiceAssessment assessment)
    {
        var reports = assessment.RecentReports;
        return Math.Max(0, Excess(assessment) - (Deviations * Math.Sqrt(reports + (reports * reports / WindowShape))));
    }

    private static double Usual(ServiceAssessment assessment) => Math.Max(LeastExpected, double.IsFinite(assessment.RecentExpected) ? assessment.RecentExpected : 0);

    private void Forget(DateTimeOffset now)
    {
        foreach (var gone in _shares.Where(s => now - s.Value.Last > Lapse).Select(s => s.Key).ToList())
        {
            _shares.Remove(gone);
        }
    }

    /// <summary>A service that fails, with its excess as strays remember it.</summary>
    private sealed record Victim(
        ServiceId Service,
        string Category,
        double Excess,
        double Multiple,
        DateTimeOffset? Onset,
        IReadOnlySet<RegionId> Regions,
        double Peak,
        bool IsPresent,
        DateTimeOffset At);

    /// <summary>The share of the victims' excess that goes astray to one service.</summary>
    private sealed record Share(DateTimeOffset Since, DateTimeOffset Last, double Mean);
}
