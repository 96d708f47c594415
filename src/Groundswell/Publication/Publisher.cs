using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;

namespace Groundswell.Publication;

/// <summary>Turns what the node holds true at a tick into what it says in public.</summary>
public static class Publisher
{
    /// <summary>Figures older than this say nothing any more.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromMinutes(3);

    private const int ListedResolved = 20;
    private const int SparklineSteps = 48;

    /// <param name="version">One more than the last snapshot's.</param>
    /// <param name="now">The tick's time.</param>
    /// <param name="catalogue">Services to be shown; one without figures is unknown.</param>
    /// <param name="figures">What the shards said.</param>
    /// <param name="open">Open incidents.</param>
    /// <param name="resolved">Resolved incidents, in any order.</param>
    public static PublicSnapshot Publish(
        long version,
        DateTimeOffset now,
        ServiceCatalogue catalogue,
        IReadOnlyDictionary<ServiceId, ServiceFigures> figures,
        IReadOnlyList<Incident> open,
        IEnumerable<Incident> resolved)
    {
        var incidentOf = open.GroupBy(i => i.Service).ToDictionary(g => g.Key, g => g.OrderByDescending(i => i.DetectedAt).First());
        return new PublicSnapshot
        {
            Version = version,
            At = now,
            Catalogue = catalogue,
            Services =
            [
                .. catalogue.Services.Values
                    .OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase)
                    .Select(s => Summarise(s, now, figures.GetValueOrDefault(s.Id), incidentOf.GetValueOrDefault(s.Id))),
            ],
            Open = [.. open.OrderByDescending(i => i.Severity).ThenByDescending(i => i.Peak.Reports - i.Peak.Expected).ThenBy(i => i.Id.Number)],
            RecentlyResolved = [.. resolved.OrderByDescending(i => i.ResolvedAt).Take(ListedResolved)],
        };
    }

    /// <summary>One service as it stands.</summary>
    public static ServiceSummary Summarise(Service service, DateTimeOffset now, ServiceFigures? figures, Incident? incident)
    {
        var assessment = figures?.Assessment;
        var isFresh = assessment is not null && now - assessment.At <= Freshness;
        var verdict = isFresh ? Judge(assessment!, incident) : Verdict.Unknown;
        return new ServiceSummary
        {
            Id = service.Id,
            Name = service.Name,
            Category = service.Category,
            Verdict = verdict,
            Sentence = VerdictSentence.Write(service.Name, verdict, assessment, incident),
            AsOf = assessment?.At ?? now,
            RecentReports = assessment?.RecentReports ?? 0,
            RecentExpected = assessment?.RecentExpected ?? double.NaN,
            Known = assessment?.Total.Known ?? 0,
            Sparkline = figures?.Sparkline ?? new int[SparklineSteps],
            SparklineExpected = figures?.SparklineExpected ?? [.. Enumerable.Repeat(float.NaN, SparklineSteps)],
            Incident = incident?.Id,
        };
    }

    private static Verdict Judge(ServiceAssessment assessment, Incident? incident) => (incident?.State, assessment.State) switch
    {
        (IncidentState.Detected or IncidentState.Confirmed, _) => Verdict.Down,
        (IncidentState.Recovering, _) => Verdict.Recovering,
        (_, SeriesState.Unknown) => Verdict.Unknown,
        (_, SeriesState.Suspect or SeriesState.Down) => Verdict.Suspect,

        // The detector may watch longer than the incident did; what is said to have ended has ended.
        _ => Verdict.Up,
    };
}
