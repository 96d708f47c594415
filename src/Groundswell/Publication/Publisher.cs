using System.Collections.Frozen;
using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Signals;

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
    /// <param name="facts">What the node holds true.</param>
    public static PublicSnapshot Publish(long version, DateTimeOffset now, PublicFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var incidentOf = facts.Open.GroupBy(i => i.Service).ToDictionary(g => g.Key, g => g.OrderByDescending(i => i.DetectedAt).First());
        var causeOf = facts.Causes.SelectMany(c => c.Members.Values.Where(m => m.IsDown).Select(m => KeyValuePair.Create(m.Service, c)))
            .DistinctBy(p => p.Key).ToFrozenDictionary();
        var risks = new RiskFinder(facts, now);
        return new PublicSnapshot
        {
            Version = version,
            At = now,
            Catalogue = facts.Catalogue,
            Services =
            [
                .. facts.Catalogue.Services.Values
                    .OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase)
                    .Select(s => Summarise(s, now, facts.Catalogue, facts.Figures.GetValueOrDefault(s.Id), incidentOf.GetValueOrDefault(s.Id), causeOf.GetValueOrDefault(s.Id), risks.Of(s), risks.WordOn(s))),
            ],
            Open = [.. facts.Open.OrderByDescending(i => i.Severity).ThenByDescending(i => i.Peak.Reports - i.Peak.Expected).ThenBy(i => i.Id.Number)],
            RecentlyResolved = [.. facts.Resolved.OrderByDescending(i => i.ResolvedAt).Take(ListedResolved)],
            Causes = facts.Causes,
            EndedCauses = facts.EndedCauses,
            Expected = facts.Expected,
            Hints = facts.Hints,
            CauseOf = causeOf,
            Components = Components(facts, now),
            Notices = facts.Notices,
            Sensing = facts.Sensing,
            QuietIntake = QuietIntake.Find(facts.Figures.Values.Select(f => f.Assessment).Where(a => now - a.At <= Freshness)),
        };
    }

    /// <summary>One service as it stands.</summary>
    private static ServiceSummary Summarise(
        Service service, DateTimeOffset now, ServiceCatalogue catalogue, ServiceFigures? figures, Incident? incident, CauseIncident? cause, Risk? risk, SupplierWord? word)
    {
        var assessment = figures?.Assessment;
        var isFresh = assessment is not null && now - assessment.At <= Freshness;
        var verdict = Weigh(isFresh ? Judge(assessment!, incident) : Verdict.Unknown, risk, word);
        var summary = new ServiceSummary
        {
            Id = service.Id,
            Name = service.Name,
            Category = service.Category,
            Verdict = verdict,
            Sentence = "",
            AsOf = assessment?.At ?? now,
            RecentReports = assessment?.RecentReports ?? 0,
            RecentExpected = assessment?.RecentExpected ?? double.NaN,
            Known = assessment?.Total.Known ?? 0,
            FalseAlarms = assessment?.FalseAlarms ?? default,
            QuietSince = isFresh ? assessment!.QuietSince : null,
            Sparkline = figures?.Sparkline ?? new int[SparklineSteps],
            SparklineExpected = figures?.SparklineExpected ?? [.. Enumerable.Repeat(float.NaN, SparklineSteps)],
            Probes = assessment?.Probes,
            CauseIncident = cause?.Id,
            Cause = cause?.Cause,
            Incident = incident?.Id,
            Evidence = incident?.Evidence ?? IncidentEvidence.Reports,
            Since = incident?.LatestOnset,
            Risk = risk,
            SupplierWord = word,
        };
        return summary with { Sentence = VerdictSentence.Write(summary, assessment, incident, cause, catalogue, now) };
    }

    // Where nothing of its own is seen, others' word on it is better than none. That a page says "degraded" does not unsay what is seen here.
    private static Verdict Weigh(Verdict own, Risk? risk, SupplierWord? word) => (own, word, risk) switch
    {
        (Verdict.Unknown, not null, _) or (Verdict.Up, { State: >= NoticeState.PartialOutage }, _) => Verdict.Declared,
        (Verdict.Unknown or Verdict.Up, _, not null) => Verdict.AtRisk,
        _ => own,
    };

    private static List<ComponentSummary> Components(PublicFacts facts, DateTimeOffset now)
    {
        var probes = facts.Probes.Where(p => p.Target.Component is not null).ToDictionary(p => p.Target.Component!.Value);
        var notices = NoticeThread.Current(facts.Notices, facts.Sensing.Feeds, now).Where(n => n.Latest.Component is not null && n.ResolvedAt is null).ToLookup(n => n.Latest.Component!.Value);
        var failing = facts.Causes.SelectMany(c => c.Components.Values.Where(f => f.RecoveredAt is null).Select(f => KeyValuePair.Create(f.Failing.Component, c.Id)))
            .DistinctBy(p => p.Key).ToDictionary();
        return
        [
            .. probes.Keys.Concat(notices.Select(n => n.Key)).Concat(failing.Keys).Distinct()
                .OrderBy(c => c.ToString(), StringComparer.Ordinal)
                .Select(c => new ComponentSummary
                {
                    Id = c,
                    Name = CauseTitle.NameOf(c, facts.Catalogue),
                    Probes = probes.GetValueOrDefault(c),
                    Notices = [.. notices[c]],
                    Incident = failing.TryGetValue(c, out var incident) ? incident : null,
                }),
        ];
    }

    private static Verdict Judge(ServiceAssessment assessment, Incident? incident) => (incident?.State, assessment.State) switch
    {
        (IncidentState.Detected or IncidentState.Confirmed, _) => Verdict.Down,
        (IncidentState.Recovering, _) => Verdict.Recovering,
        (_, SeriesState.Unknown) => Verdict.Unknown,
        (_, SeriesState.Suspect) when assessment.IsHeldBack => Verdict.Busy,
        (_, SeriesState.Suspect or SeriesState.Down) => Verdict.Suspect,

        // The detector may watch longer than the incident did; what is said to have ended has ended.
        _ => Verdict.Up,
    };
}
