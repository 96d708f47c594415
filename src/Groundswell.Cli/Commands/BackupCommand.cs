using System.CommandLine;
using System.Globalization;
using Groundswell.Server.Hosting;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell backup</c>: copies a store, also while a node runs on it.</summary>
internal static class BackupCommand
{
    private const double Megabyte = 1e6;

    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Folder of the embedded store; a node may be running on it.", DefaultValueFactory = _ => "./data" };
        var to = new Option<string>("--to") { Description = "Folder that the copy becomes; it must not be there yet.", Required = true };
        var command = new Command("backup", "Copies a store, also while a node runs on it. The copy is a data folder like any other: serve --data FOLDER.") { data, to };
        command.SetAction((parse, cancellationToken) => RunAsync(parse.GetValue(data)!, parse.GetValue(to)!, parse.InvocationConfiguration, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, string target, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        try
        {
            var (files, bytes) = StoreBackup.Run(Path.GetFullPath(folder), Path.GetFullPath(target), cancellationToken);
            await console.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{files} files, {bytes / Megabyte:0.0} MB, are copied to {target}."));
            return ExitCodes.Success;
        }
        catch (Exception exception) when (NodeHost.ExplainStore(exception) is { } reason)
        {
            await console.Error.WriteLineAsync(reason);
            return ExitCodes.BadUsage;
        }
    }
}
