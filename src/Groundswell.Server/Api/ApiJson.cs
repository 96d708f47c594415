using System.Globalization;
using System.Text.Json;
using Groundswell.Incidents;
using Groundswell.Publication;

namespace Groundswell.Server.Api;

/// <summary>The shapes of the JSON API. Times are RFC 3339 in UTC, names snake_case, unknown numbers null.</summary>
internal static class ApiJson
{
    public static void WriteServices(Utf8JsonWriter json, PublicSnapshot snapshot)
    {
        json.WriteStartObject();
        WriteTime(json, "as_of", snapshot.At);
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
        WriteIncidents(json, "open", snapshot.Open);
        WriteIncidents(json, "resolved", snapshot.RecentlyResolved);
        json.WriteEndObject();
    }

    public static void WriteService(Utf8JsonWriter json, ServiceDetail detail)
    {
        json.WriteStartObject();
        WriteSummary(json, detail.Summary);
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
        WriteChart(json, "chart", detail.Chart);
        json.WriteStartArray("history");
        foreach (var happened in detail.Incident.History)
        {
            json.WriteStartObject();
            WriteTime(json, "at", happened.At);
            json.WriteString("event", JsonNamingPolicy.SnakeCaseLower.ConvertName(happened.GetType().Name));
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
        json.WriteString("incident", service.Incident?.ToString());
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
        WriteTime(json, "onset", incident.Onset);
        WriteTime(json, "detected_at", incident.DetectedAt);
        WriteTime(json, "since", incident.Since);
        WriteTime(json, "resolved_at", incident.ResolvedAt);
        json.WriteNumber("waves", incident.Waves);
        json.WriteStartObject("peak");
        WriteTime(json, "at", incident.Peak.At);
        json.WriteNumber("reports_15m", incident.Peak.Reports);
        WriteNumber(json, "expected_15m", incident.Peak.Expected);
        json.WriteEndObject();
        WriteStrings(json, "regions", incident.Regions.Select(r => r.ToString()));
        WriteStrings(json, "symptoms", incident.Symptoms.Select(s => s.ToString()));
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

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, Math.Round(value, 2));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time) =>
        json.WriteString(name, time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    private static string Name(Enum value) => value.ToString().ToLowerInvariant();
}
