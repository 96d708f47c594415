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

    /// <summary>So long it may take us to see that a service has recovered: a page that calls it over no earlier than that is not called too early.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromMinutes(15);

    /// <summary>When the page first spoke, by its own time; null unless admitted.</summary>
    public DateTimeOffset? PostedAt { get; init; }

    /// <summary>When the page called it resolved the last time, by its own time; null where it did not, where another of its notices on it is open still, or not unless admitted.</summary>
    public DateTimeOffset? CalledOverAt => OpenNotices == 0 ? LastResolvedAt : null;

    /// <summary>When the page called a notice on it resolved the last time, though others may be open.</summary>
    public DateTimeOffset? LastResolvedAt { get; init; }

    /// <summary>Its notices on it that are not resolved, by what they name; 0 unless admitted.</summary>
    public int OpenNotices { get; init; }

    /// <summary>From the onset to the first notice, both by the minute that stands on pages; negative where the page was first. Null unless admitted, and where no onset was measured.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The same, by when we first saw it: a page can date its notices back.</summary>
    public TimeSpan? SeenDelay { get; init; }

    /// <summary>From the page's "resolved" to when the last service was seen to recover; positive where that was later. Null while either is missing or not measured.</summary>
    public TimeSpan? ResolvedEarlyBy { get; init; }

    /// <summary>It called it resolved so long before the last service recovered that our own lag does not explain it.</summary>
    public bool IsTooEarly => ResolvedEarlyBy > Lag;

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
        var open = trouble.Where(t => !about.Exists(n => n.Resolved && n.Incident == t.Incident && n.Named == t.Named && n.RevisedAt >= t.RevisedAt)).Select(n => n.Named).Distinct().Count();
        var resolved = about.Where(n => n.Resolved && told.Contains(n.Incident)).Select(n => (DateTimeOffset?)n.RevisedAt).Max();
        return new Admission
        {
            Outage = outage,
            Stance = AdmissionStance.Admitted,
            PostedAt = trouble.Min(n => n.PostedAt),
            LastResolvedAt = resolved,
            OpenNotices = open,
            Delay = outage.IsOnsetMeasured ? Minute(trouble.Min(n => n.PostedAt)) - Minute(outage.Onset) : null,
            SeenDelay = outage.IsOnsetMeasured ? Minute(trouble.Min(n => n.SeenAt)) - Minute(outage.Onset) : null,
            ResolvedEarlyBy = outage.IsEndMeasured ? Minute(outage.End) - Minute(open == 0 ? resolved : null) : null,
        };
    }

    private static DateTimeOffset? Minute(DateTimeOffset? at) => at is { } time ? new DateTimeOffset(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero) : null;

    /// <summary>Of the provider and the time, and of a component at fault; a notice that maps to none is taken to be about it.</summary>
    private static bool IsAbout(Notice notice, SupplierOutage outage) =>
        notice.Provider == outage.Provider
        && notice.State != NoticeState.Maintenance
        && notice.PostedAt >= outage.Onset - Ahead
        && (outage.End is not { } end || notice.PostedAt <= end + Grace)
        && (outage.Components.Count == 0 || notice.Component is not { } component || outage.Components.Contains(component));
}
