using Groundswell.Catalogue;
using Groundswell.Incidents;

namespace Groundswell.Server.Pages.Words;

/// <summary>One line of an incident's timeline.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Text">The rest, as a sentence.</param>
internal sealed record EventWords(string Title, string Text)
{
    public static EventWords Of(IncidentEvent happened, ServiceCatalogue catalogue) => happened switch
    {
        IncidentEvent.Detected e => new(
            "Detected",
            $"{Amounts.Against(e.Reports, e.Expected, capital: true)} in a quarter of an hour. Rated {Lower(e.Severity)}. "
            + $"Where: {IncidentWords.Places(e.Regions)}. What: {IncidentWords.Complaints(e.Symptoms, catalogue)}. "
            + $"It seems to have begun at {Moment.Short(e.Onset)} UTC."),
        IncidentEvent.Confirmed e => new("Confirmed", $"Neither chance nor a moment's: {Amounts.Against(e.Reports, e.Expected)}."),
        IncidentEvent.SeverityChanged e => new(
            e.To > e.From ? "Worse" : "Less severe",
            $"From {Lower(e.From)} to {Lower(e.To)}: {Amounts.Against(e.Reports, e.Expected)}."),
        IncidentEvent.ScopeChanged e => new(
            "Scope changed", $"Where: {IncidentWords.Places(e.Regions)}. What: {IncidentWords.Complaints(e.Symptoms, catalogue)}."),
        IncidentEvent.PeakPassed e => new("New peak", $"{Amounts.Against(e.Peak.Reports, e.Peak.Expected, capital: true)}."),
        IncidentEvent.RecoveryBegan e => new("Recovery began", $"Reports fit the usual again: {Amounts.Against(e.Reports, e.Expected)}."),
        IncidentEvent.WaveBegan e => new(
            $"Wave {e.Wave} began", $"Down again since {Moment.Short(e.Onset)} UTC: {Amounts.Against(e.Reports, e.Expected)}."),
        IncidentEvent.Resolved => new("Resolved", "Reports have stayed within the usual."),
        _ => new("Noted", ""),
    };

    private static string Lower(Severity severity) => IncidentWords.Of(severity).ToLowerInvariant();
}
