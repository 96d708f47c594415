using System.Text.Encodings.Web;
using System.Text.Json;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Judging;
using Groundswell.Dns.Observing;
using Groundswell.Dns.Wire;

namespace Groundswell.Cli.Diagnosing;

/// <summary>A diagnosis as JSON. Names are absolute, with the dot at their end.</summary>
internal static class DiagnosisJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Diagnosis diagnosis) => JsonSerializer.Serialize(
        new
        {
            Name = Absolute(diagnosis.Seen.Name),
            Type = diagnosis.Seen.Type.ToText(),
            Class = diagnosis.Class.ToText(),
            Guilty = diagnosis.Guilty.Select(g => new { Zone = Absolute(g.Zone), Server = Absolute(g.Server), Address = g.Address?.ToString() }),
            diagnosis.Explanation,
            diagnosis.Machine,
            Findings = diagnosis.Findings.Select(f => new
            {
                Class = f.Class.ToText(),
                Severity = f.Severity.ToString().ToLowerInvariant(),
                Zone = Absolute(f.Zone),
                Server = Absolute(f.Server),
                Address = f.Address?.ToString(),
                f.Text,
            }),
            Chain = diagnosis.Seen.Hops.Select(h => new { Name = Absolute(h.Name), Zones = h.Zones.Select(z => ZoneOf(diagnosis.Seen, h, diagnosis.Seen.Zones[z])) }),
            Resolvers = diagnosis.Seen.Resolvers.Select(r => new
            {
                Address = r.Address.ToString(),
                r.Port,
                Answer = AskedText.Of(diagnosis.Seen.OfResolver(r), diagnosis.Seen.Type),
                Milliseconds = Milliseconds(diagnosis.Seen.OfResolver(r)),
            }),
            Milliseconds = Math.Round(diagnosis.Seen.Elapsed.TotalMilliseconds, 1),
            Queries = diagnosis.Seen.Asked.Count,
        },
        Options);

    private static object ZoneOf(Observation seen, HopSeen hop, ZoneSeen zone) => new
    {
        Zone = Absolute(zone.Zone),
        Parent = Absolute(zone.Parent),
        Servers = zone.Servers.Select(s => new
        {
            Server = Absolute(s.Host),
            Address = s.Address.Address.ToString(),
            NamedBy = s.IsFromParent ? "parent" : "zone",
            Soa = AskedText.Of(seen.Best(s.Address, zone.Zone, RecordType.Soa), RecordType.Soa),
            Milliseconds = Milliseconds(seen.Best(s.Address, zone.Zone, RecordType.Soa)),
            TcpMilliseconds = Milliseconds(seen.Of(s.Address, zone.Zone, RecordType.Soa, AskKind.Tcp)),
            Answer = hop.WasAsked && hop.Zones[^1] == zone.Zone ? AskedText.Of(seen.Best(s.Address, hop.Name, seen.Type), seen.Type) : null,
        }),
    };

    private static double? Milliseconds(DnsResult? result) => result is DnsResult.Answered ? Math.Round(result.Elapsed.TotalMilliseconds, 1) : null;

    private static string? Absolute(DomainName? name) => name is null ? null : name.IsRoot ? "." : $"{name}.";
}
