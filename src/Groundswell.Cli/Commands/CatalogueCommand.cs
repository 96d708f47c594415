using System.CommandLine;
using Groundswell.Catalogue;
using Groundswell.Server.Hosting;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell catalogue</c>: validates the catalogue.</summary>
internal static class CatalogueCommand
{
    private const int Fine = 0;
    private const int HasErrors = 1;
    private const int BadUsage = 2;
    private const string FolderName = "catalogue";

    public static Command Create() => new("catalogue", "Works on the catalogue of services, providers and dependencies.") { CreateCheck() };

    private static Command CreateCheck()
    {
        var directory = new Argument<string?>("DIR")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "Directory with the YAML files. Default: ./catalogue, or else the one shipped with this executable.",
        };
        var json = new Option<bool>("--json") { Description = "Writes what was found as JSON." };
        var check = new Command("check", "Reads the catalogue and shows every error with its file and line.") { directory, json };
        check.SetAction(parsed =>
            Check(parsed.GetValue(directory) ?? DefaultDirectory(), parsed.GetValue(json), parsed.InvocationConfiguration));
        return check;
    }

    public static string DefaultDirectory() =>
        Directory.Exists(FolderName) ? FolderName : Path.Combine(AppContext.BaseDirectory, FolderName);

    private static int Check(string directory, bool asJson, InvocationConfiguration console)
    {
        CatalogueReadResult result;
        try
        {
            result = new CatalogueFolder(directory).Read();
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException or ArgumentException)
        {
            console.Error.WriteLine($"The directory '{directory}' cannot be read: {refusal.Message}");
            return BadUsage;
        }

        var report = new CatalogueReport(directory, result);
        if (asJson)
        {
            report.WriteJson(console.Output);
        }
        else
        {
            report.WriteText(console.Output);
        }

        return result is CatalogueReadResult.Valid ? Fine : HasErrors;
    }
}
