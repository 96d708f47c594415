using System.Collections.Frozen;
using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;

namespace Groundswell.Learning;

/// <summary>Which outages of components an ended incident confirms: that of its cause, if it was named surely to the end, and those that probes saw.</summary>
public static class ConfirmedOutages
{
    /// <param name="incident">One that is open or was merged into another confirms nothing.</param>
    /// <param name="options">How sure a name must be.</param>
    public static IReadOnlyList<ConfirmedOutage> Of(CauseIncident incident, CauseOptions options)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(options);
        if (incident.ResolvedAt is not { } over || incident.IsOpen || incident.MergedInto is not null)
        {
            return [];
        }

        var spared = incident.History.OfType<CauseEvent.Spared>().LastOrDefault();
        var stayed = spared is null ? FrozenSet<string>.Empty : spared.Services.Select(s => s.ToString()).Concat(spared.Components.Select(c => c.ToString())).ToFrozenSet(StringComparer.Ordinal);
        var falls = incident.History.SelectMany(Falls).ToLookup(f => f.Via!.Value);
        var named = incident.Cause.Component is { } cause && LeastProbability(incident) >= options.NameFrom ? cause : (ComponentId?)null;
        return
        [
            .. incident.Components.Values.Where(c => IsSeen(c) || c.Failing.Component == named)
                .OrderBy(c => c.Failing.Onset).ThenBy(c => c.Failing.Component.ToString(), StringComparer.Ordinal)
                .Select(c => new ConfirmedOutage
                {
                    Incident = incident.Id,
                    Component = c.Failing.Component,
                    Onset = c.Failing.Onset,
                    Until = c.RecoveredAt ?? over,
                    Fell = Fell(c, incident, falls[c.Failing.Component]),
                    Spared = stayed,
                }),
        ];
    }

    private static FrozenDictionary<string, FallenDependent> Fell(CauseComponent by, CauseIncident incident, IEnumerable<JoinedService> falls)
    {
        var fell = new Dictionary<string, FallenDependent>(StringComparer.Ordinal);
        foreach (var fall in falls)
        {
            fell.TryAdd(fall.Service.ToString(), new FallenDependent(fall.Onset, fall.Probability));
        }

        // What is only inferred to have failed would teach the inference what it believes already.
        foreach (var child in incident.Components.Values.Where(c => IsSeen(c) && c.Failing.Parent == by.Failing.Component))
        {
            fell.TryAdd(child.Failing.Component.ToString(), new FallenDependent(child.Failing.Onset, 1));
        }

        return fell.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static bool IsSeen(CauseComponent component) => component.Failing.Failure is not null;

    private static IEnumerable<JoinedService> Falls(CauseEvent happened) => (happened switch
    {
        CauseEvent.ServicesJoined e => e.Services,
        CauseEvent.ServicesFailedAgain e => e.Services,
        _ => [],
    }).Where(s => s.Via is not null);

    /// <summary>The least that was told of the cause since it was named as it is.</summary>
    private static double LeastProbability(CauseIncident incident)
    {
        var least = 1.0;
        foreach (var happened in incident.History)
        {
            least = happened switch
            {
                CauseEvent.Opened e => e.Probability,
                CauseEvent.CauseRevised e => e.Probability,
                CauseEvent.Explained e => Math.Min(least, e.Probability),
                _ => least,
            };
        }

        return least;
    }
}
