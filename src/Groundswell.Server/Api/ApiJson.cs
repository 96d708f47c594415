using System.Text.Json;
using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Publication;
using Groundswell.Signals;
using static Groundswell.Server.Api.ApiValues;

namespace Groundswell.Server.Api;

/// <summary>The shapes of the JSON API. Times are RFC 3339 in UTC, names snake_case, unknown numbers null.</summary>
internal static class ApiJson
{
    public static void WriteServices(Utf8JsonWriter json, PublicSnapshot snapshot)
    {
        json.WriteStartObject();
        WriteTime(json, "as_of", snapshot.At);
        ApiCauseJson.WriteTrouble(json, snapshot);
        json.WriteStartArray("services");
        foreach (var service in snapshot.Services)
        {
            json.WriteStartObject();
            WriteSummary(json, service);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteIncidents(Utf8JsonWriter json, PublicSnapshot snapshot)
    {
        json.WriteStartObject();
        WriteTime(json, "as_of", snapshot.At);
        ApiCauseJson.WriteTrouble(json, snapshot);
        ApiCauseJson.WriteCauses(json, "causes", snapshot.Causes, snapshot.Catalogue);
        ApiCauseJson.WriteCauses(json, "ended_causes", snapshot.EndedCauses, snapshot.Catalogue);
        WriteIncidents(json, "open", snapshot.Open);
        WriteIncidents(json, "resolved", snapshot.RecentlyResolved);
        json.WriteEndObject();
    }

    public static void WriteService(Utf8JsonWriter json, ServiceDetail detail)
    {
        json.WriteStartObject();
        WriteSummary(json, detail.Summary);
        ApiCauseJson.WriteProbes(json, detail.Summary.Probes);
        WriteFalseAlarms(json, detail.Summary.FalseAlarms);
        WriteStrings(json, "symptoms", detail.Service.Symptoms.Select(s => s.ToString()));
        WriteStrings(json, "hostnames", detail.Service.Hostnames);
        json.WriteStartObject("reports_24h");
        json.WriteStartObject("by_symptom");
        foreach (var tally in detail.Symptoms)
        {
            json.WriteNumber(tally.Symptom.ToString(), tally.Reports);
        }

        json.WriteEndObject();
        json.WriteStartObject("by_region");
        foreach (var tally in detail.Regions)
        {
            json.WriteNumber(tally.Region.ToString(), tally.Reports);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        WriteChart(json, "day", detail.Day);
        WriteChart(json, "week", detail.Week);
        WriteIncidents(json, "incidents", detail.Incidents);
        json.WriteEndObject();
    }

    public static void WriteIncident(Utf8JsonWriter json, IncidentDetail detail)
    {
        json.WriteStartObject();
        WriteIncident(json, detail.Incident);
        json.WriteString("cause", detail.Cause?.Cause.ToString());
        json.WriteString("cause_incident", detail.Cause?.Id.ToString());
        WriteChart(json, "chart", detail.Chart);
        json.WriteStartArray("history");
        foreach (var happened in detail.Incident.History)
        {
            json.WriteStartObject();
            WriteTime(json, "at", happened.At);
            WriteEvent(json, happened);
            if (happened.Probes is not null)
            {
                WriteSeen(json, happened.Probes);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter json, ServiceSummary service)
    {
        json.WriteString("id", service.Id.ToString());
        json.WriteString("name", service.Name);
        json.WriteString("category", service.Category);
        json.WriteString("verdict", Name(service.Verdict));
        json.WriteString("sentence", service.Sentence);
        WriteTime(json, "as_of", service.AsOf);
        json.WriteNumber("reports_15m", service.RecentReports);
        WriteNumber(json, "expected_15m", service.RecentExpected);
        WriteNumber(json, "known", service.Known);
        WriteTime(json, "quieter_than_possible_since", service.QuietSince);
        json.WriteString("incident", service.Incident?.ToString());
        json.WriteString("cause", service.Cause?.ToString());
        json.WriteString("cause_incident", service.CauseIncident?.ToString());
        json.WriteString("at_risk_from", service.Risk?.Component.ToString());
        WriteTime(json, "at_risk_since", service.Risk?.Since);
        json.WriteString("supplier_says", service.SupplierWord is { } word ? JsonNamingPolicy.SnakeCaseLower.ConvertName(word.State.ToString()) : null);
    }

    private static void WriteFalseAlarms(Utf8JsonWriter json, in FalseAlarms figures)
    {
        json.WriteStartObject("false_alarms");
        json.WriteString("sentence", FalseAlarmSentence.Write(figures));
        json.WriteString("promise", Name(figures.State));
        json.WriteNumber("promised_per_week", figures.Promised); // may be one in a thousand weeks: not rounded
        WriteNumber(json, "watched_weeks", figures.Weeks);
        WriteNumber(json, "mistakes", figures.Mistakes);
        WriteNumber(json, "per_week", figures.State == PromiseState.Exceeded ? figures.Rate : double.NaN);
        json.WriteEndObject();
    }

    private static void WriteIncidents(Utf8JsonWriter json, string name, IEnumerable<Incident> incidents)
    {
        json.WriteStartArray(name);
        foreach (var incident in incidents)
        {
            json.WriteStartObject();
            WriteIncident(json, incident);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteIncident(Utf8JsonWriter json, Incident incident)
    {
        json.WriteString("id", incident.Id.ToString());
        json.WriteString("service", incident.Service.ToString());
        json.WriteString("state", Name(incident.State));
        json.WriteString("severity", Name(incident.Severity));
        json.WriteString("evidence", Name(incident.Evidence));
        WriteSeen(json, incident.Probes);
        WriteTime(json, "onset", incident.Onset);
        WriteTime(json, "detected_at", incident.DetectedAt);
        WriteTime(json, "since", incident.Since);
        WriteTime(json, "resolved_at", incident.ResolvedAt);
        json.WriteNumber("waves", incident.Waves);
        json.WriteStartObject("peak");
        WriteTime(json, "at", incident.Peak.At);
        WriteRecent(json, incident.Peak.Reports, incident.Peak.Expected);
        json.WriteEndObject();
        WriteScope(json, incident.Regions, incident.Symptoms);
    }

    // Names that programs rely on: they are written out here, and renaming a type changes none.
    private static void WriteEvent(Utf8JsonWriter json, IncidentEvent happened)
    {
        switch (happened)
        {
            case IncidentEvent.Detected detected:
                json.WriteString("event", "detected");
                json.WriteString("severity", Name(detected.Severity));
                WriteTime(json, "onset", detected.Onset);
                WriteRecent(json, detected.Reports, detected.Expected);
                WriteScope(json, detected.Regions, detected.Symptoms);
                break;
            case IncidentEvent.Confirmed confirmed:
                json.WriteString("event", "confirmed");
                WriteRecent(json, confirmed.Reports, confirmed.Expected);
                break;
            case IncidentEvent.SeverityChanged changed:
                json.WriteString("event", "severity_changed");
                json.WriteString("from", Name(changed.From));
                json.WriteString("severity", Name(changed.To));
                WriteRecent(json, changed.Reports, changed.Expected);
                break;
            case IncidentEvent.ScopeChanged changed:
                json.WriteString("event", "scope_changed");
                WriteScope(json, changed.Regions, changed.Symptoms);
                break;
            case IncidentEvent.PeakPassed passed:
                json.WriteString("event", "peak_passed");
                WriteTime(json, "peak_at", passed.Peak.At);
                WriteRecent(json, passed.Peak.Reports, passed.Peak.Expected);
                break;
            case IncidentEvent.RecoveryBegan began:
                json.WriteString("event", "recovery_began");
                WriteRecent(json, began.Reports, began.Expected);
                break;
            case IncidentEvent.BecameUsual became:
                json.WriteString("event", "became_usual");
                WriteRecent(json, became.Reports, became.Expected);
                break;
            case IncidentEvent.WaveBegan began:
                json.WriteString("event", "wave_began");
                json.WriteNumber("wave", began.Wave);
                WriteTime(json, "onset", began.Onset);
                WriteRecent(json, began.Reports, began.Expected);
                break;
            case IncidentEvent.Withdrawn withdrawn:
                json.WriteString("event", "withdrawn");
                json.WriteString("reason", Name(withdrawn.Reason));
                WriteRecent(json, withdrawn.Reports, withdrawn.Expected);
                break;
            case IncidentEvent.Resolved:
                json.WriteString("event", "resolved");
                break;
            default:
                throw new ArgumentException($"{happened.GetType().Name} has no form in the API.", nameof(happened));
        }
    }

    // What its own probes saw fail; null where they saw nothing of it.
    private static void WriteSeen(Utf8JsonWriter json, ProbesSeen? seen)
    {
        if (seen is null)
        {
            json.WriteNull("probes");
            return;
        }

        json.WriteStartObject("probes");
        json.WriteString("failure", seen.Failure?.Word());
        json.WriteNumber("failing", seen.Failing);
        json.WriteNumber("known", seen.Known);
        json.WriteEndObject();
    }

    private static void WriteRecent(Utf8JsonWriter json, double reports, double expected)
    {
        WriteNumber(json, "reports_15m", reports);
        WriteNumber(json, "expected_15m", expected);
    }

    private static void WriteScope(Utf8JsonWriter json, IReadOnlyList<RegionId> regions, IReadOnlyList<SymptomId> symptoms)
    {
        WriteStrings(json, "regions", regions.Select(r => r.ToString()));
        WriteStrings(json, "symptoms", symptoms.Select(s => s.ToString()));
    }

    private static void WriteChart(Utf8JsonWriter json, string name, ChartSeries chart)
    {
        json.WriteStartObject(name);
        WriteTime(json, "from", chart.From);
        json.WriteNumber("step_seconds", (long)chart.Step.TotalSeconds);
        json.WriteStartArray("reports");
        foreach (var count in chart.Reports)
        {
            json.WriteNumberValue(count);
        }

        json.WriteEndArray();
        WriteBand(json, "expected", chart.Expected);
        WriteBand(json, "lower", chart.Lower);
        WriteBand(json, "upper", chart.Upper);
        json.WriteEndObject();
    }

    private static void WriteBand(Utf8JsonWriter json, string name, IReadOnlyList<float> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            if (float.IsFinite(value))
            {
                json.WriteNumberValue(MathF.Round(value, 2));
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
    }
}
