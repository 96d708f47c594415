using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Signals;

namespace Groundswell.Publication;

/// <summary>
/// Says in one sentence how a service stands, in the words of what is known of it: users' reports, our checks, its supplier's page. The API
/// has the whole; pages, where the name and the verdict stand already, have <see cref="Figures"/> of it.
/// </summary>
public static class VerdictSentence
{
    private static readonly string[] Openings = ["Not ", "No ", "Reports ", "Failing ", "Passing ", "What ", "Quieter "];

    /// <param name="service">As it is published; its own sentence is not read.</param>
    /// <param name="assessment">What it rests on; null where nothing was heard from the shard.</param>
    /// <param name="incident">The open incident, or null.</param>
    /// <param name="cause">The open incident with a shared cause that it is part of, or null.</param>
    /// <param name="catalogue">For the names of causes.</param>
    /// <param name="now">The tick's time.</param>
    public static string Write(ServiceSummary service, ServiceAssessment? assessment, Incident? incident, CauseIncident? cause, ServiceCatalogue catalogue, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(catalogue);
        var (name, figures) = (service.Name, Lower(Figures(service, catalogue, now)));
        return service.Verdict switch
        {
            Verdict.Down when service.Evidence == IncidentEvidence.Probes => $"{name} is down: {figures} It began {Began(incident, assessment)}.{Because(cause, catalogue)}",
            Verdict.Down => $"Users report problems with {name}: {figures} It began {Began(incident, assessment)}.{Because(cause, catalogue)}",
            Verdict.Recovering => $"{name} is recovering: {figures} It began {Began(incident, assessment)}.",
            Verdict.Suspect => $"There may be a problem with {name}: {figures}",
            Verdict.Busy when assessment?.Surge is { } surge =>
                $"{name} is busy: {figures} Reports have risen by the same factor {Across(surge, catalogue)}, which points to more people, not to an outage.",
            Verdict.Busy => $"More reports than usual on {name}: {figures} They come with the outage of {Other(assessment, catalogue)}; nothing shows that {name} itself is failing.",
            Verdict.Up => $"No sign of trouble with {name}: {figures}",
            Verdict.AtRisk => $"{name} is at risk: {figures}",
            Verdict.Declared => $"{name}: {figures}",
            Verdict.Unknown when service.QuietSince is not null => $"Nothing is known of {name}: {figures}",
            _ => $"Not enough is known about {name} to say how it stands.",
        };
    }

    /// <summary>The figures that the verdict rests on, as one sentence or two, without the service's name.</summary>
    /// <param name="service">As it is published.</param>
    /// <param name="catalogue">For the names of what it needs.</param>
    /// <param name="now">The tick's time.</param>
    public static string Figures(ServiceSummary service, ServiceCatalogue catalogue, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(catalogue);
        return service.Verdict switch
        {
            Verdict.Unknown when service.QuietSince is { } quiet => $"Quieter than possible since {SentenceTime.Write(quiet, now)}: {Lower(Reported(service))} Reports may not reach us.",
            Verdict.AtRisk when service.Risk is { } risk => RiskWords(risk, catalogue, now),
            Verdict.Declared when service.SupplierWord is { } word => $"{WordOf(word, catalogue, now)} Our own figures show nothing of it yet.",
            Verdict.Down or Verdict.Recovering when service.Evidence == IncidentEvidence.Probes => Checked(service, now),
            Verdict.Down or Verdict.Recovering when service.Evidence == IncidentEvidence.Other && !IsHeard(service) => "What was seen of it has passed, and it is watched for a while.",
            Verdict.Down or Verdict.Recovering when !IsHeard(service) && service.Evidence == IncidentEvidence.ReportsAndProbes => $"Reports are back to normal: {Reported(service)} {Checked(service, now)}",
            Verdict.Down or Verdict.Recovering when !IsHeard(service) => $"Reports are back to normal: {Reported(service)}",
            _ => $"{Reported(service)}{Also(service, now)}",
        };
    }

    /// <summary>Such as "Stripe Payments API has been failing since 03:36."</summary>
    public static string RiskWords(Risk risk, ServiceCatalogue catalogue, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(risk);
        ArgumentNullException.ThrowIfNull(catalogue);
        var what = CauseTitle.Write(risk.Component, catalogue);
        var fails = risk.Said is { } said
            ? $"{NameOf(risk.Component.Provider, catalogue)}’s status page says of {what}: {Word(said)}, since {SentenceTime.Write(risk.SaidSince ?? risk.Since, now)}."
            : $"{what} has been failing since {SentenceTime.Write(risk.Since, now)}.";
        return risk.Via == risk.Component ? $"{fails} It cannot do without it." : $"{fails} It cannot do without {CauseTitle.Write(risk.Via, catalogue)}, which cannot either.";
    }

    /// <summary>Such as "Stripe's status page: major outage since 03:20."</summary>
    public static string WordOf(SupplierWord word, ServiceCatalogue catalogue, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(catalogue);
        return $"{NameOf(word.Provider, catalogue)}’s status page: {Word(word.State)} since {SentenceTime.Write(word.Since, now)}.";
    }

    /// <summary>A supplier's word as people read it.</summary>
    public static string Word(NoticeState state) => state switch
    {
        NoticeState.Operational => "works",
        NoticeState.Maintenance => "maintenance",
        NoticeState.Degraded => "degraded",
        NoticeState.PartialOutage => "partial outage",
        NoticeState.MajorOutage => "major outage",
        _ => "not known",
    };

    /// <summary>Such as "from 2 of 3 locations".</summary>
    public static string Locations(int some, int all) => string.Create(CultureInfo.InvariantCulture, $"from {some} of {all} {(all == 1 ? "location" : "locations")}");

    // A sentence of ours goes on after a colon; one that begins with a name keeps its capital.
    private static string Lower(string text) => Openings.Any(o => text.StartsWith(o, StringComparison.Ordinal)) ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    // What our checks see now, and what they last saw where they do not see it fail any more.
    private static string Checked(ServiceSummary service, DateTimeOffset now) => service.Probes switch
    {
        { State: ProbeState.Down } probes => Failing(probes, service, now),
        { State: ProbeState.Up, WellSince: { } since } probes => $"Passing our checks again {Locations(probes.Known - probes.Failing, probes.Known)} since {SentenceTime.Write(since, now)}.",
        { State: ProbeState.Up } probes => $"Passing our checks again {Locations(probes.Known - probes.Failing, probes.Known)}.",
        { State: ProbeState.Degraded, Failing: > 0 } probes => $"Passing our checks again {Locations(probes.Known - probes.Failing, probes.Known)}, and not from the others.",
        { State: ProbeState.Degraded } => "Passing our checks again, and not as it should.",
        _ => "Not checked at the moment: no location has looked lately.",
    };

    private static string Failing(ProbeVerdict probes, ServiceSummary service, DateTimeOffset now) =>
        $"Failing our checks{(probes.Failure is { } failure ? $": {failure.Phrase()}," : "")} {Locations(probes.Failing, probes.Known)} since {SentenceTime.Write(probes.FailingSince ?? service.Since ?? probes.At, now)}.";

    private static string Also(ServiceSummary service, DateTimeOffset now) => service.Probes switch
    {
        { State: ProbeState.Down, Failing: > 0 } probes => $" {Failing(probes, service, now)}",
        { State: ProbeState.Degraded, Failing: > 0 } probes => $" Failing our checks {Locations(probes.Failing, probes.Known)}.",
        { State: ProbeState.Up, Known: > 0 } probes => $" It passes our checks {Locations(probes.Known - probes.Failing, probes.Known)}.",
        _ => "",
    };

    private static bool IsHeard(ServiceSummary service) =>
        double.IsNaN(service.RecentExpected) ? service.RecentReports >= 1 : service.RecentReports > service.RecentExpected + 1;

    private static string Reported(ServiceSummary service)
    {
        var reports = Math.Round(service.RecentReports);
        var count = reports switch
        {
            0 => "No reports",
            1 => "1 report",
            _ => string.Create(CultureInfo.InvariantCulture, $"{reports:N0} reports"),
        };
        return $"{count} in the last 15 minutes; {Usual(service.RecentExpected)}.";
    }

    private static string Usual(double expected) => expected switch
    {
        double.NaN => "what is usual is not known yet",
        < 0.5 => "hardly any are usual",
        < 1.5 => "1 is usual",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(expected):N0} are usual"),
    };

    private static string Across(Surge surge, ServiceCatalogue catalogue)
    {
        var place = surge.Country.IsUnknown ? "" : $" in {surge.Country}";
        return surge.Scope switch
        {
            SurgeScope.Category or SurgeScope.CategoryInCountry => $"across {catalogue.Categories.GetValueOrDefault(surge.Category)?.Label ?? surge.Category}{place}",
            SurgeScope.Supplier => $"on the other services of {NameOf(surge.Supplier, catalogue)}",
            _ => $"on all kinds of services{place}",
        };
    }

    private static string Other(ServiceAssessment? assessment, ServiceCatalogue catalogue) =>
        assessment?.StrayFrom is { } victim ? catalogue.Services.GetValueOrDefault(victim)?.Name ?? victim.ToString() : "another service";

    private static string NameOf(string provider, ServiceCatalogue catalogue) => catalogue.Providers.GetValueOrDefault(provider)?.Name ?? provider;

    private static string Because(CauseIncident? cause, ServiceCatalogue catalogue) => cause is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" The cause is most likely {CauseTitle.Write(cause.Cause, catalogue)} ({cause.Probability:P0}).");

    private static string Began(Incident? incident, ServiceAssessment? assessment) =>
        (incident?.LatestOnset ?? assessment?.Onset) is { } onset
            ? onset.UtcDateTime.ToString("'about' HH:mm 'UTC on' d MMMM", CultureInfo.InvariantCulture)
            : "a short while ago";
}
