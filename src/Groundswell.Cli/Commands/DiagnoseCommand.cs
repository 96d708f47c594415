using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Groundswell.Cli.Diagnosing;
using Groundswell.Dns;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Judging;
using Groundswell.Dns.Observing;
using Groundswell.Dns.Wire;
using Groundswell.Dns.Zones;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell diagnose</c>: why a name does not resolve, and whose fault it is.</summary>
internal static class DiagnoseCommand
{
    private const int MostResolvers = 8;
    private const int MostPort = ushort.MaxValue;

    public static Command Create()
    {
        var name = new Argument<DomainName>("NAME") { Description = "The name to look at, such as www.example.org; of a URL its host is taken.", CustomParser = ParseName };
        var type = new Option<RecordType>("--type") { Description = "Type of the records, such as A, AAAA, MX or TYPE65.", HelpName = "TYPE", CustomParser = ParseType, DefaultValueFactory = _ => RecordType.A };
        var hints = new Option<string?>("--hints") { Description = "File of root hints, in the form of a zone file, in place of the Internet's root servers.", HelpName = "FILE" };
        var anchor = new Option<string?>("--trust-anchor") { Description = "File with the keys to trust: DS or DNSKEY records, or BIND's 'trust-anchors'. By default the Internet's, or with --hints whatever keys that root has.", HelpName = "FILE" };
        var resolver = new Option<string[]>("--resolver") { Description = "Resolvers to compare with, as ADDRESS or ADDRESS:PORT; by default those of this system, or with --hints none.", HelpName = "ADDR", AllowMultipleArgumentsPerToken = true };
        var port = new Option<int>("--port") { Description = $"Port of every server, and of resolvers that are given without one; 1 to {MostPort}.", HelpName = "N", DefaultValueFactory = _ => DiagnosisOptions.DefaultPort }.Within(1, MostPort);
        var json = new Option<bool>("--json") { Description = "Print the diagnosis as JSON." };
        var command = new Command("diagnose", "Says why a name does not resolve, and whose fault it is: asks every server from the root down, and resolvers, and checks the signatures.") { name, type, hints, anchor, resolver, port, json };
        command.SetAction((parse, cancellationToken) =>
        {
            var settings = new DiagnoseSettings
            {
                Name = parse.GetValue(name)!,
                Type = parse.GetValue(type),
                Hints = parse.GetValue(hints),
                TrustAnchor = parse.GetValue(anchor),
                Resolvers = parse.GetValue(resolver) ?? [],
                Port = parse.GetValue(port),
                Json = parse.GetValue(json),
            };
            return RunAsync(settings, parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(DiagnoseSettings settings, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            if (!TryMake(settings, out var options, out var fault))
            {
                await error.WriteLineAsync(fault);
                return ExitCodes.BadUsage;
            }

            var diagnosis = await DnsDiagnosis.RunAsync(options, TimeProvider.System, cancellationToken);
            if (settings.Json)
            {
                await output.WriteLineAsync(DiagnosisJson.Of(diagnosis));
            }
            else
            {
                DiagnosisTree.Show(diagnosis, ResultConsole.On(output));
            }

            return diagnosis.Class switch
            {
                DiagnosisClass.Ok => ExitCodes.Success,
                DiagnosisClass.Unknown => ExitCodes.Unknown,
                _ => ExitCodes.Finding,
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await error.WriteLineAsync("Interrupted.");
            return ExitCodes.Interrupted;
        }
    }

    private static bool TryMake(DiagnoseSettings settings, out DiagnosisOptions options, out string fault)
    {
        options = new DiagnosisOptions { Name = settings.Name, Type = settings.Type, Port = settings.Port, Anchors = settings.Hints is null ? TrustAnchors.BuiltIn : [] };
        if (settings.Hints is { } hintsFile)
        {
            if (!TryReadFile(hintsFile, out var text, out fault))
            {
                return false;
            }

            if (!RootHints.TryRead(text, out var hints, out var reason))
            {
                fault = $"--hints: {hintsFile}: {reason}.";
                return false;
            }

            options = options with { Hints = hints };
        }

        if (settings.TrustAnchor is { } anchorFile)
        {
            if (!TryReadFile(anchorFile, out var text, out fault))
            {
                return false;
            }

            if (!TrustAnchors.TryRead(text, out var anchors, out var reason))
            {
                fault = $"--trust-anchor: {anchorFile}: {reason}.";
                return false;
            }

            options = options with { Anchors = anchors };
        }

        var resolvers = new List<IPEndPoint>();
        foreach (var written in settings.Resolvers)
        {
            if (!TryReadResolver(written, settings.Port, out var resolver))
            {
                fault = $"--resolver: '{written}' is neither an address nor ADDRESS:PORT (an IPv6 address with a port is written [ADDRESS]:PORT).";
                return false;
            }

            resolvers.Add(resolver);
        }

        // Another root is another world: this system's resolvers know nothing of it.
        var areNamed = settings.Resolvers.Count > 0 || settings.Hints is not null;
        options = options with { Resolvers = [.. (areNamed ? resolvers : SystemResolvers.Find()).Distinct().Take(MostResolvers)], AreResolversOwn = !areNamed };
        fault = "";
        return true;
    }

    private static bool TryReadFile(string path, out string text, out string fault)
    {
        (text, fault) = ("", "");
        try
        {
            text = File.ReadAllText(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            fault = $"{path}: {(exception is FileNotFoundException or DirectoryNotFoundException ? "there is no such file." : exception.Message)}";
            return false;
        }
    }

    private static bool TryReadResolver(string written, int port, out IPEndPoint resolver)
    {
        resolver = new IPEndPoint(IPAddress.None, 0);
        if (IPAddress.TryParse(written, out var address))
        {
            resolver = new IPEndPoint(address, port);
            return true;
        }

        return IPEndPoint.TryParse(written, out var withPort) && withPort.Port > 0 && (resolver = withPort) is not null;
    }

    private static DomainName? ParseName(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0)
        {
            text = uri.IdnHost;
        }

        if (text.Any(c => !char.IsAscii(c)))
        {
            try
            {
                text = new IdnMapping().GetAscii(text);
            }
            catch (ArgumentException)
            {
                result.AddError($"'{text}' is no name that can be written in ASCII.");
                return null;
            }
        }

        if (DomainName.TryRead(text, out var name, out var reason))
        {
            return name;
        }

        result.AddError($"'{text}' is no domain name: {reason}.");
        return null;
    }

    private static RecordType ParseType(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (!RecordTypeText.TryParse(text, out var type) || type is RecordType.Axfr or RecordType.Ixfr or RecordType.Opt)
        {
            result.AddError($"'{text}' is not a type that can be asked for; it must be such as A, AAAA, MX or TYPE65.");
        }

        return type;
    }
}
