using System.Text.Json;
using Groundswell.Learning;
using Groundswell.Publication;
using static Groundswell.Server.Api.ApiValues;

namespace Groundswell.Server.Api;

/// <summary>Hints at dependencies that the catalogue lacks, with what they stand on.</summary>
internal static class ApiHintJson
{
    public static void Write(Utf8JsonWriter json, PublicSnapshot snapshot)
    {
        json.WriteStartObject();
        WriteTime(json, "as_of", snapshot.At);
        json.WriteStartArray("hints");
        foreach (var hint in snapshot.Hints)
        {
            Write(json, hint);
        }

        json.WriteEndArray();
        json.WriteString("catalogue_yaml", snapshot.Hints.Count == 0 ? "" : HintWords.Yaml(snapshot.Hints));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DependencyHint hint)
    {
        json.WriteStartObject();
        json.WriteString("service", hint.Service.ToString());
        json.WriteString("component", hint.Component.ToString());
        json.WriteNumber("posterior", Math.Round(hint.Posterior, 4));
        json.WriteNumber("outages", hint.Incidents);
        json.WriteNumber("together", hint.Cases.Count);
        json.WriteNumber("base_rate", Math.Round(hint.BaseRate, 5));
        json.WriteString("criticality", Name(hint.Criticality));
        json.WriteString("evidence", HintWords.Evidence(hint));
        json.WriteStartArray("cases");
        foreach (var together in hint.Cases)
        {
            json.WriteStartObject();
            json.WriteString("incident", together.Cause.ToString());
            json.WriteString("service_incident", together.Own.ToString());
            WriteTime(json, "onset", together.Onset);
            WriteNumber(json, "after_minutes", together.After.TotalMinutes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
