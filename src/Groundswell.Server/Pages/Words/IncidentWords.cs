using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Publication;
using Groundswell.Signals;

namespace Groundswell.Server.Pages.Words;

/// <summary>Incidents as people read them, in the words of what they rest on.</summary>
internal static class IncidentWords
{
    private const int NamedPlaces = 4;

    public static string State(IncidentState state) => state switch
    {
        IncidentState.Detected => "Detected",
        IncidentState.Confirmed => "Confirmed",
        IncidentState.Recovering => "Recovering",
        _ => "Resolved",
    };

    public static string Of(Severity severity) => severity switch
    {
        Severity.Critical => "Critical",
        Severity.Major => "Major",
        _ => "Minor",
    };

    /// <summary>Such as "Major · confirmed".</summary>
    public static string Standing(Incident incident) => $"{Of(Rated(incident))} · {State(incident.State).ToLowerInvariant()}";

    /// <summary>How severe it is; of one that has ended, how severe it was at the worst, for every one ends as a minor one.</summary>
    public static Severity Rated(Incident incident) => incident.IsOpen
        ? incident.Severity
        : incident.History.Select(e => e switch
        {
            IncidentEvent.Detected detected => detected.Severity,
            IncidentEvent.SeverityChanged changed => changed.To,
            _ => Severity.Minor,
        }).Append(incident.Severity).Max();

    /// <summary>The verdict whose colour and shape the incident wears.</summary>
    public static Verdict Tone(Incident incident) => incident.State switch
    {
        IncidentState.Resolved => Verdict.Up,
        IncidentState.Recovering => Verdict.Recovering,
        _ => Verdict.Down,
    };

    public static string ServiceName(Incident incident, PublicSnapshot snapshot) =>
        snapshot.Catalogue.Services.TryGetValue(incident.Service, out var service) ? service.Name : incident.Service.ToString();

    /// <summary>One sentence: what happened, how much, from where it was seen.</summary>
    public static string Sentence(Incident incident, string serviceName) => incident.Evidence switch
    {
        IncidentEvidence.Reports => $"{Reported(incident, serviceName)}: {Worst(incident)}.",
        IncidentEvidence.Probes => $"{Checked(incident, serviceName)}{Failure(incident.Probes!)}.",
        IncidentEvidence.ReportsAndProbes => $"{Reported(incident, serviceName)}: {Worst(incident)}. {(incident.State is IncidentState.Detected or IncidentState.Confirmed ? "It was failing our checks" : "It failed our checks")}{Failure(incident.Probes!)}.",
        _ => incident.State switch
        {
            IncidentState.Resolved => $"{serviceName} had problems.",
            IncidentState.Recovering => $"{serviceName} is recovering.",
            _ => $"{serviceName} seems to have problems.",
        },
    };

    /// <summary>What an event rests on, as clauses; empty where it rests on nothing that can be told.</summary>
    public static string Against(double reports, double expected, ProbesSeen? probes)
    {
        var clauses = new List<string>(2);
        if (reports - (double.IsNaN(expected) ? 0 : expected) >= (probes is null ? 0.5 : 3))
        {
            clauses.Add($"{Amounts.Against(reports, expected, capital: true)}, in 15 minutes.");
        }

        if (probes is not null)
        {
            clauses.Add($"Failing our checks{Failure(probes)}.");
        }

        return string.Join(' ', clauses);
    }

    public static string Places(IReadOnlyList<RegionId> regions) =>
        regions.Count == 0 ? "all regions" : Listed([.. regions.Select(Country.Name)], NamedPlaces);

    // Labels are little sentences of their own, so no "and" can join them.
    public static string Complaints(IReadOnlyList<SymptomId> symptoms, ServiceCatalogue catalogue) =>
        symptoms.Count == 0 ? "all symptoms" : string.Join(" · ", symptoms.Select(s => Label(s, catalogue)));

    public static string Label(SymptomId symptom, ServiceCatalogue catalogue) =>
        catalogue.Symptoms.TryGetValue(symptom, out var known) ? known.Label : symptom.ToString();

    private static string Reported(Incident incident, string name) => incident.State switch
    {
        IncidentState.Resolved => $"Users reported problems with {name}",
        IncidentState.Recovering => $"{name} is recovering",
        IncidentState.Detected => $"Users seem to have problems with {name}",
        _ => $"Users report problems with {name}",
    };

    private static string Checked(Incident incident, string name) => incident.State switch
    {
        IncidentState.Resolved => $"{name} failed our checks",
        IncidentState.Recovering => $"{name} is passing our checks again. It failed them",
        _ => $"{name} is failing our checks",
    };

    private static string Worst(Incident incident) => $"at the worst {Amounts.Against(incident.Peak.Reports, incident.Peak.Expected)} in 15 minutes";

    private static string Failure(ProbesSeen probes) =>
        $"{(probes.Failure is { } failure ? $": {failure.Phrase()}," : "")} {VerdictSentence.Locations(probes.Failing, probes.Known)}";

    private static string Listed(IReadOnlyList<string> names, int most)
    {
        if (names.Count > most)
        {
            return $"{string.Join(", ", names.Take(most))} and {names.Count - most} more";
        }

        return names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
    }
}
