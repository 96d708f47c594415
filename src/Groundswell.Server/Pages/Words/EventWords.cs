using Groundswell.Catalogue;
using Groundswell.Incidents;

namespace Groundswell.Server.Pages.Words;

/// <summary>One line of an incident's timeline.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Text">The rest, in sentences; before a time, the beginning of it.</param>
/// <param name="Time">What the text leads up to, or null: a page shows it in the reader's own time.</param>
internal sealed record EventWords(string Title, string Text, DateTimeOffset? Time = null)
{
    public static EventWords Of(IncidentEvent happened, ServiceCatalogue catalogue) => happened switch
    {
        IncidentEvent.Detected e => new(
            "Detected",
            $"{Amounts.Against(e.Reports, e.Expected, capital: true)} in a quarter of an hour. Rated {Lower(e.Severity)}. "
            + $"Where: {IncidentWords.Places(e.Regions)}. What: {IncidentWords.Complaints(e.Symptoms, catalogue)}. "
            + "It seems to have begun at",
            e.Onset),
        IncidentEvent.Confirmed e => new("Confirmed", $"Neither chance nor a moment's: {Amounts.Against(e.Reports, e.Expected)}."),
        IncidentEvent.SeverityChanged e => new(
            e.To > e.From ? "Worse" : "Less severe",
            $"From {Lower(e.From)} to {Lower(e.To)}: {Amounts.Against(e.Reports, e.Expected)}."),
        IncidentEvent.ScopeChanged e => new(
            "Scope changed", $"Where: {IncidentWords.Places(e.Regions)}. What: {IncidentWords.Complaints(e.Symptoms, catalogue)}."),
        IncidentEvent.PeakPassed e => new("New peak", $"{Amounts.Against(e.Peak.Reports, e.Peak.Expected, capital: true)}, in the quarter of an hour to", e.Peak.At),
        IncidentEvent.RecoveryBegan e => new("Recovery began", $"Reports fit the usual again: {Amounts.Against(e.Reports, e.Expected)}."),
        IncidentEvent.BecameUsual e => new("Became usual", $"So many reports have come for days that they are now held for the usual: {Amounts.Against(e.Reports, e.Expected)}."),
        IncidentEvent.WaveBegan e => new(
            $"Wave {e.Wave} began", $"{Amounts.Against(e.Reports, e.Expected, capital: true)}. It seems to have begun at", e.Onset),
        IncidentEvent.Withdrawn { Reason: WithdrawalReason.Surge } e => new(
            "Withdrawn", $"This was not an outage: reports rose alike on many services, because more people were there. {Amounts.Against(e.Reports, e.Expected, capital: true)}."),
        IncidentEvent.Withdrawn e => new(
            "Withdrawn", $"This was not an outage here: these reports came from users of another service that was down. {Amounts.Against(e.Reports, e.Expected, capital: true)}."),
        IncidentEvent.Resolved => new("Resolved", "Reports have stayed within the usual."),
        _ => new("Noted", ""),
    };

    private static string Lower(Severity severity) => IncidentWords.Of(severity).ToLowerInvariant();
}
