using Groundswell.Signals;

namespace Groundswell.Incidents;

/// <summary>What a supplier's own page said of one outage, and when. In doubt, for the supplier.</summary>
public sealed record Admission
{
    /// <summary>A page that says nothing until so long after the end will not say anything.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    /// <summary>A notice this long before the first report is of the same outage still: users notice later than machines.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    public required SupplierOutage Outage { get; init; }

    public required AdmissionStance Stance { get; init; }

    /// <summary>From the onset to the first notice, by the page's own time; negative where the page was first. Null unless admitted.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The same, by when we first saw it: a page can date its notices back.</summary>
    public TimeSpan? SeenDelay { get; init; }

    /// <summary>From the page's "resolved" to the last reports; positive where it came too early. Null while either is missing.</summary>
    public TimeSpan? ResolvedEarlyBy { get; init; }

    /// <param name="outage">As users felt it.</param>
    /// <param name="notices">Every form in which each notice was seen, of any provider, in any order.</param>
    /// <param name="isWatched">The page could be read throughout.</param>
    /// <param name="now">Decides what is still awaited.</param>
    public static Admission Of(SupplierOutage outage, IEnumerable<Notice> notices, bool isWatched, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(outage);
        ArgumentNullException.ThrowIfNull(notices);
        var about = notices.Where(n => IsAbout(n, outage)).ToList();
        var trouble = about.Where(n => !n.Resolved && n.State is NoticeState.Degraded or NoticeState.PartialOutage or NoticeState.MajorOutage).ToList();
        if (trouble.Count == 0)
        {
            var isOver = outage.End is { } end && now - end > Grace;
            return new Admission { Outage = outage, Stance = !isWatched ? AdmissionStance.NotWatched : isOver ? AdmissionStance.NeverAdmitted : AdmissionStance.Awaited };
        }

        var told = trouble.Select(n => n.Incident).ToHashSet(StringComparer.Ordinal);
        var resolved = about.Where(n => n.Resolved && told.Contains(n.Incident)).Select(n => (DateTimeOffset?)n.RevisedAt).Max();
        return new Admission
        {
            Outage = outage,
            Stance = AdmissionStance.Admitted,
            Delay = trouble.Min(n => n.PostedAt) - outage.Onset,
            SeenDelay = trouble.Min(n => n.SeenAt) - outage.Onset,
            ResolvedEarlyBy = outage.End - resolved,
        };
    }

    /// <summary>Of the provider and the time, and of a component at fault; a notice that maps to none is taken to be about it.</summary>
    private static bool IsAbout(Notice notice, SupplierOutage outage) =>
        notice.Provider == outage.Provider
        && notice.State != NoticeState.Maintenance
        && notice.PostedAt >= outage.Onset - Ahead
        && (outage.End is not { } end || notice.PostedAt <= end + Grace)
        && (outage.Components.Count == 0 || notice.Component is not { } component || outage.Components.Contains(component));
}
