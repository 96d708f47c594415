using System.Text.Json;
using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;
using Groundswell.Signals;
using static Groundswell.Server.Api.ApiValues;

namespace Groundswell.Server.Api;

/// <summary>Incidents with a shared cause, components, probes and notices in the JSON API.</summary>
internal static class ApiCauseJson
{
    public static void WriteCauses(Utf8JsonWriter json, string name, IEnumerable<CauseIncident> causes, ServiceCatalogue catalogue)
    {
        json.WriteStartArray(name);
        foreach (var cause in causes)
        {
            json.WriteStartObject();
            WriteCause(json, cause, catalogue);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteCause(Utf8JsonWriter json, CauseDetail detail)
    {
        var (incident, catalogue) = (detail.Incident, detail.Catalogue);
        json.WriteStartObject();
        WriteCause(json, incident, catalogue);
        WriteEvidence(json, incident.Evidence);
        json.WriteStartArray("services");
        foreach (var member in incident.Members.Values.OrderBy(m => m.First.Onset).ThenBy(m => m.Service))
        {
            json.WriteStartObject();
            json.WriteString("service", member.Service.ToString());
            json.WriteString("incident", member.Latest.Incident.ToString());
            json.WriteBoolean("down", member.IsDown);
            WriteTime(json, "onset", member.Latest.Onset);
            WriteTime(json, "recovered_at", member.RecoveredAt);
            json.WriteString("via", member.Latest.Via?.ToString());
            json.WriteNumber("depth", member.Latest.Depth);
            json.WriteNumber("wave", member.Latest.Wave);
            json.WriteNumber("falls", member.Falls);
            json.WriteNumber("flickers", member.Flickers);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("components");
        foreach (var component in incident.Components.Values.OrderBy(c => c.Failing.Onset))
        {
            json.WriteStartObject();
            json.WriteString("component", component.Failing.Component.ToString());
            json.WriteString("name", CauseTitle.NameOf(component.Failing.Component, catalogue));
            json.WriteString("triggered_by", component.Failing.Parent?.ToString());
            json.WriteBoolean("on_its_own", component.OnItsOwn);
            json.WriteString("failure", component.Failing.Failure?.Word());
            WriteTime(json, "onset", component.Failing.Onset);
            WriteTime(json, "recovered_at", component.RecoveredAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("expected");
        foreach (var expected in detail.Expected)
        {
            json.WriteStartObject();
            json.WriteString("service", expected.Service?.ToString());
            json.WriteString("component", expected.Component?.ToString());
            json.WriteString("via", expected.Via.ToString());
            WriteNumber(json, "probability", expected.Probability);
            WriteTime(json, "earliest", expected.Earliest);
            WriteTime(json, "latest", expected.Latest);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteRecovery(json, RecoveryOrder.Of(incident));
        json.WritePropertyName("history");
        json.WriteRawValue($"[{string.Join(',', incident.History.Select(CauseEventJson.Write))}]");
        json.WriteEndObject();
    }

    public static void WriteComponents(Utf8JsonWriter json, PublicSnapshot snapshot)
    {
        json.WriteStartObject();
        WriteTime(json, "as_of", snapshot.At);
        WriteTrouble(json, snapshot);
        json.WriteStartArray("components");
        foreach (var component in snapshot.Components)
        {
            json.WriteStartObject();
            json.WriteString("id", component.Id.ToString());
            json.WriteString("name", component.Name);
            json.WriteString("incident", component.Incident?.ToString());
            WriteProbes(json, component.Probes);
            json.WriteStartArray("notices");
            foreach (var notice in component.Notices)
            {
                WriteNotice(json, notice);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteNotices(Utf8JsonWriter json, PublicSnapshot snapshot)
    {
        json.WriteStartObject();
        WriteTime(json, "as_of", snapshot.At);
        json.WriteStartArray("notices");
        foreach (var notice in snapshot.Notices)
        {
            WriteNotice(json, notice);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>How the reading of suppliers' pages stands, and what on them no rule maps.</summary>
    public static void WriteFeeds(Utf8JsonWriter json, PublicSnapshot snapshot)
    {
        json.WriteStartObject();
        WriteTime(json, "as_of", snapshot.At);
        WriteTrouble(json, snapshot);
        WriteTime(json, "uplink_lost_since", snapshot.Sensing.UplinkLostSince);
        json.WriteStartArray("feeds");
        foreach (var feed in snapshot.Sensing.Feeds)
        {
            json.WriteStartObject();
            json.WriteString("provider", feed.Provider);
            json.WriteString("url", feed.Url.ToString());
            WriteTime(json, "read_at", feed.ReadAt);
            json.WriteString("failure", feed.Failure);
            WriteStrings(json, "unmapped", feed.Unmapped);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>How well each vantage sees.</summary>
    public static void WriteSight(Utf8JsonWriter json, PublicSnapshot snapshot)
    {
        json.WriteStartObject();
        WriteTime(json, "as_of", snapshot.At);
        json.WriteBoolean("blind", snapshot.Sensing.UplinkLostSince is not null);
        WriteTrouble(json, snapshot);
        json.WriteStartArray("vantages");
        foreach (var sight in snapshot.Sensing.Sights)
        {
            json.WriteStartObject();
            json.WriteString("vantage", sight.Vantage.ToString());
            json.WriteBoolean("blind", sight.IsBlind);
            json.WriteString("sentence", sight.Sentence.Length == 0 ? null : sight.Sentence);
            json.WriteStartArray("missing");
            foreach (var spot in sight.Missing)
            {
                json.WriteStartObject();
                json.WriteString("what", spot.What);
                json.WriteString("how", spot.How);
                WriteTime(json, "since", spot.Since);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What vantages cannot see, and that reports may not come in, in sentences; null where nothing is missing.</summary>
    public static void WriteTrouble(Utf8JsonWriter json, PublicSnapshot snapshot)
    {
        var sentences = snapshot.Sensing.Troubled.Select(s => $"{s.Sentence}.").ToList();
        if (snapshot.QuietIntake is { } quiet)
        {
            sentences.Add(quiet.Sentence(snapshot.At));
        }

        json.WriteString("sight", sentences.Count == 0 ? null : string.Join(' ', sentences));
    }

    /// <summary>What each vantage sees; null where nothing probes.</summary>
    public static void WriteProbes(Utf8JsonWriter json, ProbeVerdict? probes)
    {
        if (probes is null)
        {
            json.WriteNull("probes");
            return;
        }

        json.WriteStartObject("probes");
        json.WriteString("state", Name(probes.State));
        json.WriteString("failure", probes.Failure?.Word());
        json.WriteNumber("failing", probes.Failing);
        json.WriteNumber("known", probes.Known);
        json.WriteNumber("vantages", probes.Vantages);
        json.WriteNumber("quorum", probes.Quorum);
        WriteTime(json, "failing_since", probes.FailingSince);
        WriteTime(json, "as_of", probes.At);
        json.WriteStartArray("sightings");
        foreach (var sighting in probes.Sightings)
        {
            json.WriteStartObject();
            json.WriteString("vantage", sighting.Vantage.ToString());
            json.WriteString("probe", sighting.Probe);
            json.WriteString("state", Name(sighting.State));
            json.WriteString("failure", sighting.Failure?.Word());
            json.WriteString("detail", sighting.Detail);
            WriteTime(json, "since", sighting.Since);
            WriteTime(json, "at", sighting.At);
            json.WriteNumber("elapsed_ms", Math.Round(sighting.Elapsed.TotalMilliseconds, 1));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCause(Utf8JsonWriter json, CauseIncident incident, ServiceCatalogue catalogue)
    {
        json.WriteString("id", incident.Id.ToString());
        json.WriteString("cause", incident.Cause.ToString());
        json.WriteString("level", Name(incident.Cause.Level));
        json.WriteString("title", CauseTitle.Write(incident.Cause, catalogue));
        WriteNumber(json, "probability", incident.Probability);
        json.WriteString("sentence", incident.Sentence);
        json.WriteString("state", Name(incident.State));
        json.WriteString("severity", Name(incident.Severity));
        WriteTime(json, "onset", incident.Onset);
        json.WriteBoolean("onset_measured", incident.IsOnsetMeasured);
        WriteTime(json, "identified_at", incident.IdentifiedAt);
        WriteTime(json, "revised_at", incident.Revised?.At);
        json.WriteString("revised_from", incident.Revised?.From.ToString());
        json.WriteString("in_doubt", incident.InDoubt?.ToString());
        WriteTime(json, "repaired_at", incident.Repaired?.RecoveredAt);
        WriteTime(json, "first_notice_at", incident.FirstNoticeAt);
        WriteTime(json, "called_over_at", incident.CalledOverAt);
        WriteTime(json, "resolved_at", incident.ResolvedAt);
        json.WriteString("merged_into", incident.MergedInto?.ToString());
        json.WriteNumber("services_down", incident.Down);
        json.WriteNumber("services_total", incident.Members.Count);
        json.WriteNumber("services_down_at_worst", incident.Peak.Services);
        WriteTime(json, "worst_at", incident.Peak.Services == 0 ? null : incident.Peak.At);
        WriteNumber(json, "second_order_share", incident.SecondOrderShare ?? double.NaN);
        json.WriteStartArray("waves");
        foreach (var wave in incident.Waves)
        {
            json.WriteStartObject();
            json.WriteNumber("wave", wave.Number);
            WriteTime(json, "onset", wave.Onset);
            WriteTime(json, "last_onset", wave.Last);
            json.WriteString("component", wave.Component?.ToString());
            json.WriteString("triggered_by", wave.TriggeredBy?.ToString());
            json.WriteBoolean("on_its_own", wave.OnItsOwn);
            json.WriteNumber("services", incident.ServicesIn(wave));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRecovery(Utf8JsonWriter json, RecoveryOrder? order)
    {
        if (order is null)
        {
            json.WriteNull("recovery");
            return;
        }

        json.WriteStartObject("recovery");
        json.WriteString("order", JsonNamingPolicy.SnakeCaseLower.ConvertName(order.Pattern.ToString()));
        WriteNumber(json, "kendall_tau", order.Tau);
        json.WriteNumber("services", order.Services);
        WriteNumber(json, "within_minutes", order.Within.TotalMinutes);
        json.WriteEndObject();
    }

    private static void WriteEvidence(Utf8JsonWriter json, IReadOnlyList<CauseEvidence> evidence)
    {
        json.WriteStartArray("evidence");
        foreach (var piece in evidence)
        {
            json.WriteStartObject();
            json.WriteString("text", piece.Text);
            WriteNumber(json, "weight", piece.Weight);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNotice(Utf8JsonWriter json, NoticeThread thread)
    {
        json.WriteStartObject();
        json.WriteString("provider", thread.Latest.Provider);
        json.WriteString("component", thread.Latest.Component?.ToString());
        json.WriteString("named", thread.Latest.Named);
        json.WriteString("state", JsonNamingPolicy.SnakeCaseLower.ConvertName(thread.Latest.State.ToString()));
        WriteTime(json, "posted_at", thread.PostedAt);
        WriteTime(json, "revised_at", thread.Latest.RevisedAt);
        WriteTime(json, "seen_at", thread.SeenAt);
        WriteTime(json, "resolved_at", thread.ResolvedAt);
        json.WriteString("text", thread.Latest.Text);
        json.WriteString("link", thread.Latest.Link?.ToString());
        json.WriteEndObject();
    }
}
