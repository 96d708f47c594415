using Groundswell.Incidents;
using Groundswell.Publication;
using Groundswell.Signals;

namespace Groundswell.Server.Pages.Words;

/// <summary>
/// How a service stands, for a place where its name stands already: the summary's own sentence, which is for those who read it alone,
/// would say it again.
/// </summary>
internal static class SummaryWords
{
    /// <summary>The verdict, and by what it is known where it is down.</summary>
    public static string Standing(ServiceSummary service) => service.Verdict switch
    {
        Verdict.Down when service is { Evidence: IncidentEvidence.Probes, Probes.State: ProbeState.Up } => "Down, and passing our checks again",
        Verdict.Down when service.Evidence == IncidentEvidence.Probes => "Down: failing our checks",
        Verdict.Down when service.Evidence == IncidentEvidence.Reports => "Down: users report problems",
        Verdict.Down when service.Evidence == IncidentEvidence.ReportsAndProbes => "Down: users report problems, and our checks fail",
        Verdict.Declared when service.SupplierWord is { } word => $"Its own status page: {VerdictSentence.Word(word.State)}",
        var verdict => VerdictWords.Long(verdict),
    };

    /// <summary>One word or two for a row of a list.</summary>
    public static string Row(ServiceSummary service) => service is { Verdict: Verdict.Declared, SupplierWord: { } word }
        ? VerdictSentence.Word(word.State)
        : VerdictWords.Short(service.Verdict);

    /// <summary>Such as "165 reports in the last 15 minutes; 2 are usual." or "Failing our checks: server errors (5xx), from 2 of 3 locations since 03:06."</summary>
    public static string Figures(ServiceSummary service, PublicSnapshot snapshot) => VerdictSentence.Figures(service, snapshot.Catalogue, snapshot.At);
}
