using System.CommandLine;
using System.Globalization;
using Groundswell.Server.Hosting;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell rebuild</c>: counts the journal anew.</summary>
internal static class RebuildCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Folder of the embedded store. No node may be running on it.", DefaultValueFactory = _ => "./data" };
        var command = new Command("rebuild", "Counts all kept reports anew from the journal, and drops what detectors have learned: they learn again at the next start.") { data };
        command.SetAction((parse, cancellationToken) => RunAsync(parse.GetValue(data)!, parse.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            await console.Error.WriteLineAsync($"--data: there is no folder {folder}.");
            return ExitCodes.BadUsage;
        }

        var progress = Console.IsErrorRedirected ? null : new Progress<long>(reports => console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{reports:N0} reports")));
        try
        {
            var result = await StoreRebuild.RunAsync(folder, progress, cancellationToken);
            await console.Output.WriteLineAsync(result.FirstDay is { } day
                ? string.Create(CultureInfo.InvariantCulture, $"{result.Reports:N0} reports since {day:yyyy-MM-dd} counted in {result.Bins:N0} bins.{(result.IsIncomplete ? " The journal lacks reports of the days before; their counts stayed as they were, and grew by what was not in them yet." : "")}")
                : "The journal is empty; nothing was changed.");
            return ExitCodes.Success;
        }
        catch (Exception exception) when (NodeHost.ExplainStore(exception) is { } reason)
        {
            await console.Error.WriteLineAsync(reason);
            return ExitCodes.BadUsage;
        }
    }
}
