using System.CommandLine;
using Groundswell.Catalogue;
using Groundswell.Cli.Discovering;
using Groundswell.Server.Hosting;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell discover</c>: finds what a site depends on, with the evidence for each.</summary>
internal static class DiscoverCommand
{
    private const string NoCatalogue = "none";
    private const int DefaultAtOnce = 8;
    private const int MostAtOnce = 64;

    private static readonly Argument<string[]> Domains = new("DOMAIN") { Arity = ArgumentArity.ZeroOrMore, Description = "Domains to look at, such as example.com; with a port only where the web server listens elsewhere than on 443." };
    private static readonly Option<string?> From = new("--from") { Description = "Read more domains from a file, one a line; '-' for standard input. What follows # is a comment.", HelpName = "FILE" };
    private static readonly Option<string[]> Ranges = new("--ranges") { Description = "Address lists that suppliers publish: AWS ip-ranges.json, Google cloud.json, Azure ServiceTags, Cloudflare's and Fastly's lists, GitHub meta, or a block a line. Name a list of lines by NAME=FILE. May be given more than once.", HelpName = "FILE" };
    private static readonly Option<string[]> Resolver = new("--resolver") { Description = "Recursive resolver to ask, such as 9.9.9.9 or 127.0.0.1:5353; if given more than once, the next where one fails. Default: those of this machine.", HelpName = "ADDR" };
    private static readonly Option<int> AtOnce = new Option<int>("--at-once") { Description = $"Domains to look at at the same time, 1 to {MostAtOnce}.", HelpName = "N", DefaultValueFactory = _ => DefaultAtOnce }.Within(1, MostAtOnce);
    private static readonly Option<bool> Json = new("--json") { Description = "Print what was seen and what follows from it as JSON, an object and a line for each domain." };
    private static readonly Option<bool> Yaml = new("--yaml") { Description = "Print dependencies with their evidence, ready to paste into a service of the catalogue." };
    private static readonly Option<string?> Offline = new("--offline") { Description = "Ask nothing: judge a table of sites and their name servers instead, CSV with the header 'site,name-server' and optionally 'site-mname,site-rname,server-mname,server-rname'; '-' for standard input. Writes CSV, or JSON with --json.", HelpName = "FILE" };
    private static readonly Option<string?> CatalogueFolder = new("--catalogue") { Description = $"Folder of the catalogue's YAML files, whose fingerprints name the suppliers; '{NoCatalogue}' to judge by the general rules alone. Default: the one that comes along.", HelpName = "DIR" };

    public static Command Create()
    {
        var command = new Command("discover", "Looks at domains from outside and says what they depend on, with the evidence for each.") { Domains, From, Ranges, Resolver, AtOnce, Json, Yaml, Offline, CatalogueFolder };
        command.SetAction(RunAsync);
        command.Validators.Add(result =>
        {
            var isOffline = result.GetResult(Offline) is { Implicit: false };
            var hasDomains = result.GetResult(From) is { Implicit: false } || result.GetResult(Domains) is { Tokens.Count: > 0 };
            if (isOffline == hasDomains)
            {
                result.AddError(isOffline ? "--offline looks at no domain; leave DOMAIN and --from out." : "Say which domains to look at: DOMAIN or --from FILE.");
            }

            if (result.GetResult(Yaml) is { Implicit: false } && (isOffline || result.GetResult(Json) is { Implicit: false }))
            {
                result.AddError("--yaml goes neither with --json nor with --offline.");
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var error = parse.InvocationConfiguration.Error;
        var offline = parse.GetValue(Offline);
        try
        {
            if (ReadCatalogue(parse, error) is not { } catalogue)
            {
                return ExitCodes.BadUsage;
            }

            if (offline is not null)
            {
                OfflineDiscovery.Run(offline, catalogue.Fingerprints, parse.GetValue(Json), Console.In, parse.InvocationConfiguration.Output);
                return ExitCodes.Success;
            }

            return ReadSettings(parse, catalogue, error) is { } settings
                ? await LiveDiscovery.RunAsync(settings, parse.InvocationConfiguration.Output, cancellationToken) ? ExitCodes.Success : ExitCodes.Finding
                : ExitCodes.BadUsage;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await error.WriteLineAsync("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (Exception refusal) when (refusal is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
        {
            await error.WriteLineAsync($"{offline ?? parse.GetValue(From) ?? "discover"}: {refusal.Message}");
            return ExitCodes.BadUsage;
        }
    }

    private static ServiceCatalogue? ReadCatalogue(ParseResult parse, TextWriter error) => parse.GetValue(CatalogueFolder) switch
    {
        NoCatalogue => ServiceCatalogue.Empty,
        var folder => ServeCommand.ReadCatalogue(new CatalogueFolder(folder ?? ServeCommand.ShippedCatalogue), error),
    };

    private static DiscoverSettings? ReadSettings(ParseResult parse, ServiceCatalogue catalogue, TextWriter error)
    {
        var faults = new List<string>();
        var settings = new DiscoverSettings
        {
            Targets = DiscoverInputs.ReadTargets(parse.GetValue(Domains) ?? [], parse.GetValue(From), Console.In, faults),
            Catalogue = catalogue,
            Ranges = DiscoverInputs.ReadRanges(parse.GetValue(Ranges) ?? [], faults),
            Resolvers = DiscoverInputs.ReadResolvers(parse.GetValue(Resolver) ?? [], faults),
            AtOnce = parse.GetValue(AtOnce),
            Json = parse.GetValue(Json),
            Yaml = parse.GetValue(Yaml),
        };
        foreach (var fault in faults)
        {
            error.WriteLine(fault);
        }

        return faults.Count == 0 ? settings : null;
    }
}
