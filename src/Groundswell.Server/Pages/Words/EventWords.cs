using Groundswell.Catalogue;
using Groundswell.Incidents;

namespace Groundswell.Server.Pages.Words;

/// <summary>One line of an incident's timeline.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Text">The rest, in sentences, whose times are written as <see cref="Publication.SentenceTime"/> does; before a time, the beginning of it.</param>
/// <param name="Time">What the text leads up to, or null.</param>
/// <param name="IsQuoted">The text is another's: its times are as they wrote them.</param>
internal sealed record EventWords(string Title, string Text, DateTimeOffset? Time = null, bool IsQuoted = false)
{
    /// <summary>Null for what says nothing to a reader, such as a peak of hardly any reports where only our checks saw it.</summary>
    public static EventWords? Of(IncidentEvent happened, Incident incident, ServiceCatalogue catalogue) => happened switch
    {
        IncidentEvent.Detected e => new(
            "Detected",
            Joined(IncidentWords.Against(e.Reports, e.Expected, e.Probes), $"Rated {Lower(e.Severity)}.", Scope(incident, e.Regions, e.Symptoms, catalogue), "It seems to have begun at"),
            e.Onset),
        IncidentEvent.Confirmed e => new("Confirmed", IncidentWords.Against(e.Reports, e.Expected, e.Probes)),
        IncidentEvent.SeverityChanged e => new(
            e.To > e.From ? "Worse" : "Less severe",
            Joined($"From {Lower(e.From)} to {Lower(e.To)}.", IncidentWords.Against(e.Reports, e.Expected, e.Probes))),
        IncidentEvent.ScopeChanged e => IsReported(incident) ? new("Scope changed", Scope(incident, e.Regions, e.Symptoms, catalogue)) : null,
        IncidentEvent.PeakPassed e => IsReported(incident) ? new("New peak", $"{Amounts.Against(e.Peak.Reports, e.Peak.Expected, capital: true)}, in the 15 minutes to", e.Peak.At) : null,
        IncidentEvent.RecoveryBegan e => new("Recovering", incident.Evidence switch
        {
            IncidentEvidence.Probes => "It passes our checks again.",
            IncidentEvidence.Reports => $"Reports are back to normal: {Amounts.Against(e.Reports, e.Expected)}.",
            IncidentEvidence.ReportsAndProbes => $"Reports are back to normal{(e.Probes is null ? ", and our checks no longer see it fail" : "")}: {Amounts.Against(e.Reports, e.Expected)}.",
            _ => "What was seen of it has passed.",
        }),
        IncidentEvent.BecameUsual e => new("Became usual", $"So many reports have come for days that they now count as usual: {Amounts.Against(e.Reports, e.Expected)}."),
        IncidentEvent.WaveBegan e => new(
            $"Wave {e.Wave} began", Joined(IncidentWords.Against(e.Reports, e.Expected, e.Probes), "It seems to have begun at"), e.Onset),
        IncidentEvent.Withdrawn { Reason: WithdrawalReason.Surge } e => new(
            "Withdrawn", $"This was not an outage: reports rose by the same factor on many services, because more people were there. {Amounts.Against(e.Reports, e.Expected, capital: true)}."),
        IncidentEvent.Withdrawn e => new(
            "Withdrawn", $"This was not an outage here: these reports came from users of another service that was down. {Amounts.Against(e.Reports, e.Expected, capital: true)}."),
        IncidentEvent.Resolved => new("Resolved", incident.Evidence switch
        {
            IncidentEvidence.Probes => "It has kept passing our checks.",
            IncidentEvidence.Reports => "Reports have stayed normal.",
            IncidentEvidence.ReportsAndProbes => "Reports have stayed normal, and our checks see nothing of it.",
            _ => "Nothing more was seen of it.",
        }),
        _ => new("Noted", ""),
    };

    private static bool IsReported(Incident incident) => incident.Evidence is IncidentEvidence.Reports or IncidentEvidence.ReportsAndProbes;

    private static string Scope(Incident incident, IReadOnlyList<RegionId> regions, IReadOnlyList<SymptomId> symptoms, ServiceCatalogue catalogue) =>
        IsReported(incident) ? $"Where: {IncidentWords.Places(regions)}. What: {IncidentWords.Complaints(symptoms, catalogue)}." : "";

    private static string Joined(params IEnumerable<string> sentences) => string.Join(' ', sentences.Where(s => s.Length > 0));

    private static string Lower(Severity severity) => IncidentWords.Of(severity).ToLowerInvariant();
}
