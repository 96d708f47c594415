using System.CommandLine;
using Groundswell.Catalogue;
using Groundswell.Cli.Discovering;
using Groundswell.Server.Hosting;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell discover</c>: finds what a site depends on, with the evidence for each.</summary>
internal static class DiscoverCommand
{
    private static readonly Option<string?> Offline = new("--offline") { Description = "Ask nothing: judge a table of sites and their name servers instead, CSV with the header 'site,name-server' and optionally 'site-mname,site-rname,server-mname,server-rname'; '-' for standard input. Writes CSV, or with --json a JSON object a line.", HelpName = "FILE" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print what was seen and what follows from it as JSON." };
    private static readonly Option<string?> CatalogueFolder = new("--catalogue") { Description = "Folder of the catalogue's YAML files, whose fingerprints name the suppliers; 'none' to judge by the general rules alone. Default: the one that comes along.", HelpName = "DIR" };

    public static Command Create()
    {
        var command = new Command("discover", "Finds what a site depends on, with the evidence for each.") { Offline, Json, CatalogueFolder };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        var error = parse.InvocationConfiguration.Error;
        var folder = parse.GetValue(CatalogueFolder);
        if ((folder == "none" ? ServiceCatalogue.Empty : ServeCommand.ReadCatalogue(new CatalogueFolder(folder ?? ServeCommand.ShippedCatalogue), error)) is not { } catalogue)
        {
            return ExitCodes.BadUsage;
        }

        if (parse.GetValue(Offline) is { } file)
        {
            try
            {
                OfflineDiscovery.Run(file, catalogue.Fingerprints, parse.GetValue(Json), Console.In, parse.InvocationConfiguration.Output);
                return ExitCodes.Success;
            }
            catch (Exception refusal) when (refusal is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                error.WriteLine($"{file}: {refusal.Message}");
                return ExitCodes.BadUsage;
            }
        }

        return ExitCodes.BadUsage;
    }
}
