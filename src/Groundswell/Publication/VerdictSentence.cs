using System.Globalization;
using Groundswell.Detection;
using Groundswell.Incidents;

namespace Groundswell.Publication;

/// <summary>Says in one sentence how a service stands. The same sentence stands on pages and in the API.</summary>
public static class VerdictSentence
{
    /// <param name="name">The service's name.</param>
    /// <param name="verdict">What is published.</param>
    /// <param name="assessment">What it rests on; null where nothing was heard from the shard.</param>
    /// <param name="incident">The open incident, or null.</param>
    public static string Write(string name, Verdict verdict, ServiceAssessment? assessment, Incident? incident) => verdict switch
    {
        Verdict.Down when assessment is not null && assessment.RecentReports <= assessment.RecentExpected + 1 =>
            $"Users had problems with {name}, and reports are near the usual again: {Figures(assessment)}. It began {Since(incident, assessment)}.",
        Verdict.Down => $"Users have problems with {name}: {Figures(assessment)}. It began {Since(incident, assessment)}.",
        Verdict.Recovering => $"{name} is coming back: {Figures(assessment)}. The trouble began {Since(incident, assessment)}.",
        Verdict.Suspect => $"There may be a problem with {name}: {Figures(assessment)}.",
        Verdict.Up => $"No sign of trouble with {name}: {Figures(assessment)}.",
        _ => $"Not enough is known about {name} to say how it stands.",
    };

    private static string Figures(ServiceAssessment? assessment)
    {
        if (assessment is null)
        {
            return "no figures";
        }

        var reports = Math.Round(assessment.RecentReports);
        var noun = reports == 1 ? "report" : "reports";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{reports:N0} {noun} in the last 15 minutes where {Usual(assessment.RecentExpected)} usual");
    }

    private static string Usual(double expected) => expected switch
    {
        double.NaN => "nothing is known of the",
        < 0.5 => "hardly any are",
        < 1.5 => "1 is",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(expected):N0} are"),
    };

    private static string Since(Incident? incident, ServiceAssessment? assessment) =>
        (incident?.Onset ?? assessment?.Onset) is { } onset
            ? onset.UtcDateTime.ToString("'about' HH:mm 'UTC on' d MMMM", CultureInfo.InvariantCulture)
            : "a short while ago";
}
