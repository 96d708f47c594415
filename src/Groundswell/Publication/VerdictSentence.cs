using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Signals;

namespace Groundswell.Publication;

/// <summary>Says in one sentence how a service stands. The same sentence stands on pages and in the API.</summary>
public static class VerdictSentence
{
    /// <param name="name">The service's name.</param>
    /// <param name="verdict">What is published.</param>
    /// <param name="assessment">What it rests on; null where nothing was heard from the shard.</param>
    /// <param name="incident">The open incident, or null.</param>
    /// <param name="cause">The open incident with a shared cause that it is part of, or null.</param>
    /// <param name="catalogue">For the names of causes.</param>
    public static string Write(
        string name, Verdict verdict, ServiceAssessment? assessment, Incident? incident, CauseIncident? cause, ServiceCatalogue catalogue) => verdict switch
        {
            Verdict.Down when assessment is { Probes: { State: ProbeState.Down } probes } && !IsHeard(assessment) =>
                $"{name} does not answer: {Seen(probes)}; {Figures(assessment)}. It began {Since(incident, assessment)}.{Because(cause, catalogue)}",
            Verdict.Down when assessment is not null && !IsHeard(assessment) =>
                $"Users had problems with {name}, and reports are near the usual again: {Figures(assessment)}. It began {Since(incident, assessment)}.{Because(cause, catalogue)}",
            Verdict.Down => $"Users have problems with {name}: {Figures(assessment)}{Also(assessment)}. It began {Since(incident, assessment)}.{Because(cause, catalogue)}",
            Verdict.Recovering => $"{name} is coming back: {Figures(assessment)}. The trouble began {Since(incident, assessment)}.",
            Verdict.Suspect => $"There may be a problem with {name}: {Figures(assessment)}{Also(assessment)}.",
            Verdict.Busy when assessment?.Surge is { } surge =>
                $"{name} is busy: {Figures(assessment)}{Also(assessment)}. Reports have risen alike {Across(surge, catalogue)}, which points to more people, not to an outage.",
            Verdict.Busy => $"More reports than usual on {name}: {Figures(assessment)}{Also(assessment)}. They come with the outage of {Other(assessment, catalogue)}; nothing shows that {name} itself is failing.",
            Verdict.Up => $"No sign of trouble with {name}: {Figures(assessment)}{Also(assessment)}.",
            _ => $"Not enough is known about {name} to say how it stands.",
        };

    private static string Across(Surge surge, ServiceCatalogue catalogue)
    {
        var place = surge.Country.IsUnknown ? "" : $" in {surge.Country}";
        return surge.Scope switch
        {
            SurgeScope.Category or SurgeScope.CategoryInCountry => $"across {catalogue.Categories.GetValueOrDefault(surge.Category)?.Label ?? surge.Category}{place}",
            SurgeScope.Supplier => $"on the other services of {catalogue.Providers.GetValueOrDefault(surge.Supplier)?.Name ?? surge.Supplier}",
            _ => $"on all kinds of services{place}",
        };
    }

    private static string Other(ServiceAssessment? assessment, ServiceCatalogue catalogue) =>
        assessment?.StrayFrom is { } victim ? catalogue.Services.GetValueOrDefault(victim)?.Name ?? victim.ToString() : "another service";

    private static bool IsHeard(ServiceAssessment assessment) => assessment.RecentReports > assessment.RecentExpected + 1;

    private static string Because(CauseIncident? cause, ServiceCatalogue catalogue) => cause is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" The cause is most likely {CauseTitle.Write(cause.Cause, catalogue)} ({cause.Probability:P0}).");

    private static string Also(ServiceAssessment? assessment) => assessment?.Probes switch
    {
        { State: ProbeState.Down or ProbeState.Degraded, Failing: > 0 } probes => $"; {Seen(probes)}",
        { State: ProbeState.Up } probes when probes.Known > 0 => $", and it answers {Places(probes.Known, probes.Known)}",
        _ => "",
    };

    private static string Seen(ProbeVerdict probes) => $"probes fail {Places(probes.Failing, probes.Known)}{(probes.Failure is { } failure ? $" ({failure.Word()})" : "")}";

    private static string Places(int some, int all) => (some, all) switch
    {
        (1, 1) => "from here",
        _ when some == all => string.Create(CultureInfo.InvariantCulture, $"from all {all} places"),
        _ => string.Create(CultureInfo.InvariantCulture, $"from {some} of {all} places"),
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
