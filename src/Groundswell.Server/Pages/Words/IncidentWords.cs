using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Publication;

namespace Groundswell.Server.Pages.Words;

/// <summary>Incidents as people read them.</summary>
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

    /// <summary>One sentence: what happened, how much, where.</summary>
    public static string Sentence(Incident incident, string serviceName)
    {
        var verb = incident.State switch
        {
            IncidentState.Resolved => $"Users of {serviceName} had trouble",
            IncidentState.Recovering => $"{serviceName} is recovering",
            IncidentState.Detected => $"Users of {serviceName} seem to have trouble",
            _ => $"Users of {serviceName} have trouble",
        };
        return $"{verb}: at the worst {Amounts.Against(incident.Peak.Reports, incident.Peak.Expected)} in a quarter of an hour.";
    }

    public static string Places(IReadOnlyList<RegionId> regions) =>
        regions.Count == 0 ? "everywhere alike" : Listed([.. regions.Select(Country.Name)], NamedPlaces);

    // Labels are little sentences of their own, so no "and" can join them.
    public static string Complaints(IReadOnlyList<SymptomId> symptoms, ServiceCatalogue catalogue) =>
        symptoms.Count == 0 ? "nothing in particular" : string.Join(" · ", symptoms.Select(s => Label(s, catalogue)));

    public static string Label(SymptomId symptom, ServiceCatalogue catalogue) =>
        catalogue.Symptoms.TryGetValue(symptom, out var known) ? known.Label : symptom.ToString();

    private static string Listed(IReadOnlyList<string> names, int most)
    {
        if (names.Count > most)
        {
            return $"{string.Join(", ", names.Take(most))} and {names.Count - most} more";
        }

        return names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
    }
}
