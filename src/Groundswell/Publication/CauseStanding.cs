using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;

namespace Groundswell.Publication;

/// <summary>
/// How an incident stands while nothing is found that explains it anew: what was repaired and when, how bad it was at the worst, who is
/// still down and through what. Says in the present only what is so at the time.
/// </summary>
public static class CauseStanding
{
    private const int FewServices = 3;

    /// <param name="incident">Open, or about to end.</param>
    /// <param name="catalogue">Names.</param>
    /// <param name="now">When it is said.</param>
    public static string Write(CauseIncident incident, ServiceCatalogue catalogue, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var title = CauseTitle.Write(incident.Cause, catalogue);
        var isWorst = incident.Down >= incident.Peak.Services;
        var worst = isWorst ? "" : string.Create(CultureInfo.InvariantCulture, $" At the worst, {SentenceTime.Write(incident.Peak.At, now)}, {Count(incident.Peak.Services, "service was", "services were")} down.");
        if (incident.InDoubt is { } other)
        {
            return $"In doubt: named {title} at {SentenceTime.Write(incident.Revised?.At ?? incident.IdentifiedAt, now)}, but {CauseTitle.Write(other, catalogue)} is likelier now.{worst}{Still(incident, catalogue, now)}";
        }

        return incident.Repaired is { } repaired
            ? $"{title} failed from {SentenceTime.Write(repaired.Failing.Onset, now)} to {SentenceTime.Write(repaired.RecoveredAt!.Value, now)}.{worst}{Still(incident, catalogue, now)}"
            : string.Create(CultureInfo.InvariantCulture, $"Most likely {title} ({incident.Probability:P0}).{worst}{Still(incident, catalogue, now)}");
    }

    private static string Still(CauseIncident incident, ServiceCatalogue catalogue, DateTimeOffset now)
    {
        var down = incident.Members.Values.Where(m => m.IsDown).ToList();
        if (down.Count == 0)
        {
            return " None of its services is down now.";
        }

        var later = down.FindAll(m => m.Latest.Wave > 1);
        if (later.Count == 0)
        {
            return $" {Count(down.Count, "service is", "services are")}{(down.Count >= incident.Peak.Services ? "" : " still")} down.";
        }

        // One service or two by themselves tell of no component; what is seen to fail does.
        var through = later.GroupBy(m => m.Latest.Via).OrderByDescending(g => g.Count()).First();
        var by = through.Key is { } component && incident.Components.GetValueOrDefault(component) is { RecoveredAt: null } failing && (failing.Failing.Failure is not null || through.Count() >= FewServices)
            ? $"most likely through {CauseTitle.Write(component, catalogue)}"
            : "through what is not known";
        var waves = later.Select(m => m.Latest.Wave).Distinct().Order().ToList();
        var since = incident.Waves.First(w => w.Number == waves[0]).Onset;
        var first = down.Count - later.Count;
        return $" {Count(later.Count, "service is", "services are")} down in {(waves.Count == 1 ? "a later wave" : "later waves")}, since {SentenceTime.Write(since, now)}, {by}."
            + (first == 0 ? "" : $" {Count(first, "more is", "more are")} down from the first.");
    }

    private static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : string.Create(CultureInfo.InvariantCulture, $"{count} {many}");
}
