using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;
using Groundswell.Signals;

namespace Groundswell.Server.Pages;

/// <summary>What a supplier's status page said of the incidents that were traced to it. In doubt, for the supplier.</summary>
internal static class SupplierRecord
{
    /// <summary>One for each incident of the provider that is known still, newest first; parts of other incidents are not counted twice.</summary>
    public static IReadOnlyList<Admission> Of(string provider, PublicSnapshot snapshot) =>
    [
        .. snapshot.Causes.Concat(snapshot.EndedCauses)
            .Where(i => i.Cause.Provider == provider && i.MergedInto is null)
            .OrderByDescending(i => i.Onset)
            .Select(i => Of(i, snapshot)),
    ];

    /// <summary>What was said of one incident: the same on its own page and in its supplier's record.</summary>
    public static Admission Of(CauseIncident incident, PublicSnapshot snapshot)
    {
        var provider = incident.Cause.Provider;
        var isWatched = snapshot.Sensing.Feeds.Any(f => f.Provider == provider && f is { Failure: null, ReadAt: not null });
        var threads = snapshot.Notices.Where(t => t.Latest.Provider == provider).SelectMany(Forms);
        return Admission.Of(Outage(incident), incident.History.OfType<CauseEvent.NoticeSeen>().Select(Form).Concat(threads), isWatched, snapshot.At);
    }

    // An incident is over some time after the last service recovered: what counts is when the last one did.
    private static SupplierOutage Outage(CauseIncident incident) => new()
    {
        Provider = incident.Cause.Provider,
        Components = [.. ComponentsOf(incident)],
        Onset = incident.Onset,
        IsOnsetMeasured = incident.IsOnsetMeasured,
        End = incident.IsOpen ? null : incident.Members.Values.Select(m => m.RecoveredAt ?? incident.ResolvedAt).DefaultIfEmpty(incident.ResolvedAt).Max(),
        IsEndMeasured = !incident.IsOpen && incident.Members.Count > 0 && incident.Members.Values.All(m => m.RecoveredAt is not null),
    };

    private static IEnumerable<ComponentId> ComponentsOf(CauseIncident incident)
    {
        var failed = incident.Components.Keys.Where(c => c.Provider == incident.Cause.Provider);
        return incident.Cause.Component is { } cause ? failed.Append(cause).Distinct() : failed;
    }

    private static Notice Form(CauseEvent.NoticeSeen seen) => new()
    {
        Provider = seen.Provider,
        Named = seen.Named,
        State = seen.State,
        PostedAt = seen.PostedAt,
        RevisedAt = seen.PostedAt,
        SeenAt = seen.At,
        Resolved = seen.IsResolved,
    };

    // Of a thread only its beginning and its latest word are known: an incident of the page's own is taken to have begun as trouble.
    private static IEnumerable<Notice> Forms(NoticeThread thread)
    {
        var latest = thread.Latest;
        if (latest.Incident.Length > 0 && latest.State != NoticeState.Maintenance)
        {
            yield return latest with
            {
                State = latest.State >= NoticeState.Degraded ? latest.State : NoticeState.Degraded,
                Resolved = false,
                PostedAt = thread.PostedAt,
                RevisedAt = thread.PostedAt,
                SeenAt = thread.SeenAt,
            };
        }

        yield return latest;
    }
}
