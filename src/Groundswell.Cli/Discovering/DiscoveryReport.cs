using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Groundswell.Sensing.Discovery.Judging;
using Groundswell.Sensing.Discovery.Observing;
using Spectre.Console;

namespace Groundswell.Cli.Discovering;

/// <summary>Findings for people, for programs, and for the catalogue.</summary>
internal static class DiscoveryReport
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = JavaScriptEncoder.Default,
    };

    public static void WriteTable(DomainFindings findings, TextWriter output)
    {
        var console = ResultConsole.On(output);
        var table = new Table { Title = new TableTitle(Markup.Escape(findings.Observation.Domain)), Border = TableBorder.Minimal };
        table.AddColumns("function", "supplier", "component", "criticality", "confidence", "seen");
        foreach (var finding in findings.Findings)
        {
            table.AddRow(
                Word(finding.Function),
                Plain(finding.IsPrivate ? $"{finding.SupplierName} (its own)" : finding.SupplierName),
                finding.Component?.ToString() ?? "–",
                Word(finding.Criticality) + (finding.Group is { } group ? $", one of '{group}'" : ""),
                finding.Confidence.ToString("0.00", CultureInfo.InvariantCulture),
                Plain(string.Join("\n", finding.Evidence.Select(e => e.Seen))));
        }

        console.Write(table);
        foreach (var unseen in findings.Observation.Unseen)
        {
            console.MarkupLineInterpolated($"[dim]Not seen:[/] {Printable(unseen)}.");
        }
    }

    public static void WriteJson(DomainFindings findings, TextWriter output)
    {
        var seen = findings.Observation;
        output.WriteLine(JsonSerializer.Serialize(
            new
            {
                seen.Domain,
                seen.At,
                findings.Findings,
                Observation = new
                {
                    Hosts = seen.Hosts.Select(h => new { h.Host, h.Chain, Addresses = h.Addresses.Select(a => a.ToString()) }),
                    seen.NameServers,
                    seen.Zone,
                    seen.MailServers,
                    seen.Certificate,
                    seen.Page,
                    seen.Unseen,
                },
            },
            Web));
    }

    /// <summary>True if nothing at all could be seen.</summary>
    public static bool IsBlank(DomainObservation seen) => seen is { Hosts.Count: 0, NameServers.Count: 0, MailServers.Count: 0, Page: null, Certificate: null };

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Plain(string text) => Markup.Escape(Printable(text));

    /// <summary>What strangers sent must not move the cursor.</summary>
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) && c != '\n' ? '?' : c));
}
