using System.Globalization;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Judging;
using Groundswell.Dns.Observing;
using Groundswell.Dns.Wire;
using Spectre.Console;

namespace Groundswell.Cli.Diagnosing;

/// <summary>A diagnosis for a person: the verdict, the way as a tree with what each server said and how fast, and what was found.</summary>
internal static class DiagnosisTree
{
    /// <summary>Of zones with more servers, such as the root, the rest is counted.</summary>
    private const int MostServers = 10;

    public static void Show(Diagnosis diagnosis, IAnsiConsole console)
    {
        var seen = diagnosis.Seen;
        var colour = diagnosis.Class switch { DiagnosisClass.Ok => "green", DiagnosisClass.Unknown => "yellow", _ => "red" };
        console.MarkupLine($"[bold]{Escaped(seen.Name)} {seen.Type.ToText()}[/]: [bold {colour}]{diagnosis.Class.ToText()}[/]");
        console.WriteLine(diagnosis.Explanation);
        if (diagnosis.Guilty.Count > 0)
        {
            console.MarkupLine($"At fault: {Markup.Escape(string.Join("; ", diagnosis.Guilty.Select(Told)))}");
        }

        console.WriteLine();
        foreach (var hop in seen.Hops)
        {
            var tree = new Tree($"[bold]{Escaped(hop.Name)}[/]");
            IHasTreeNodes at = tree;
            foreach (var zone in hop.Zones.Select(z => seen.Zones[z]))
            {
                var node = at.AddNode($"[bold]{Escaped(zone.Zone)}[/]{(zone.IsServedByParent ? " [dim](on the servers of its parent)[/]" : "")}");
                AddServers(node, diagnosis, hop, zone);
                at = node;
            }

            console.Write(tree);
        }

        Resolvers(seen, console);
        foreach (var finding in diagnosis.Findings)
        {
            var mark = finding.Severity switch { Severity.Error => "[red]error[/]  ", Severity.Warning => "[yellow]warning[/]", _ => "[dim]note[/]   " };
            console.MarkupLine($"{mark} {(finding.Severity == Severity.Note ? "" : finding.Class.ToText() + ": ")}{Markup.Escape(finding.Text)}");
        }

        console.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"[dim]{Plural.Of(seen.Asked.Count, "question")} in {seen.Elapsed.TotalSeconds:0.00} s[/]"));
    }

    private static void AddServers(TreeNode node, Diagnosis diagnosis, HopSeen hop, ZoneSeen zone)
    {
        var seen = diagnosis.Seen;
        foreach (var server in zone.Servers.Take(MostServers))
        {
            var isLast = hop.WasAsked && hop.Zones[^1] == zone.Zone;
            var result = isLast ? seen.Best(server.Address, hop.Name, seen.Type) : seen.Best(server.Address, zone.Zone, RecordType.Soa);
            var worst = diagnosis.Findings.Where(f => f.Zone == zone.Zone && f.Address is { } a && a.Equals(server.Address.Address)).Select(f => (Severity?)f.Severity).Max();
            var colour = worst switch { Severity.Error => "red", Severity.Warning => "yellow", _ => "default" };
            var from = server.IsFromParent ? "" : " (named by the zone only)";
            node.AddNode($"[{colour}]{Escaped(server.Host)} {server.Address.Address}{from}  {Markup.Escape(AskedText.Of(result, isLast ? seen.Type : RecordType.Soa))}[/] [dim]{Times(seen, server, zone)}[/]");
        }

        if (zone.Servers.Count > MostServers)
        {
            node.AddNode($"[dim]and {zone.Servers.Count - MostServers} more[/]");
        }

        foreach (var host in zone.Hosts.Concat(zone.MoreHosts).Where(h => h.Addresses.Count == 0))
        {
            node.AddNode($"[yellow]{Escaped(host.Name)}  no address ({host.Outcome})[/]");
        }
    }

    private static string Times(Observation seen, ServerSeen server, ZoneSeen zone)
    {
        var udp = seen.Best(server.Address, zone.Zone, RecordType.Soa);
        var tcp = seen.Of(server.Address, zone.Zone, RecordType.Soa, AskKind.Tcp);
        return $"udp {Time(udp)}, tcp {Time(tcp)}";
    }

    private static string Time(DnsResult? result) => result is DnsResult.Answered
        ? string.Create(CultureInfo.InvariantCulture, $"{result.Elapsed.TotalMilliseconds:0.0} ms")
        : "–";

    private static void Resolvers(Observation seen, IAnsiConsole console)
    {
        if (seen.Resolvers.Count == 0)
        {
            return;
        }

        var tree = new Tree("[bold]resolvers[/]");
        foreach (var resolver in seen.Resolvers)
        {
            var result = seen.OfResolver(resolver);
            tree.AddNode($"{resolver}  {Markup.Escape(AskedText.Of(result, seen.Type))} [dim]{Time(result)}[/]");
        }

        console.Write(tree);
    }

    private static string Told(Culprit culprit) => string.Join(", ", ((string?[])
    [
        culprit.Zone is null ? (culprit.Address is null ? null : "resolver") : $"zone {culprit.Zone}",
        culprit.Server is null ? null : $"server {culprit.Server}",
        culprit.Address?.ToString(),
    ]).OfType<string>());

    private static string Escaped(DomainName name) => Markup.Escape(name.ToString());
}
