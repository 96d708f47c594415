using System.CommandLine;
using Groundswell.Server.Hosting;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell store check</c> and <c>repair</c>: looks over the files of a store, and puts damaged ones in order.</summary>
internal static class StoreCommand
{
    public static Command Create() => new("store", "Looks over the files of a store, and puts damaged ones in order.")
    {
        Make("check", "Reads every file of a store and says what is wrong. Changes nothing; ends with 1 where something is.", CheckAsync),
        Make("repair", "Keeps what is sound of damaged files, sets the files themselves aside, and counts anew what may be wrong.", RepairAsync),
    };

    private static Command Make(string name, string description, Func<string, InvocationConfiguration, CancellationToken, Task<int>> run)
    {
        var data = new Option<string>("--data") { Description = "Folder of the embedded store. No node may be running on it.", DefaultValueFactory = _ => "./data" };
        var command = new Command(name, description) { data };
        command.SetAction((parse, cancellationToken) => GuardAsync(parse.GetValue(data)!, parse.InvocationConfiguration, run, cancellationToken));
        return command;
    }

    private static async Task<int> GuardAsync(
        string folder, InvocationConfiguration console, Func<string, InvocationConfiguration, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            await console.Error.WriteLineAsync($"--data: there is no folder {folder}.");
            return ExitCodes.BadUsage;
        }

        try
        {
            return await run(Path.GetFullPath(folder), console, cancellationToken);
        }
        catch (Exception exception) when (NodeHost.ExplainStore(exception) is { } reason)
        {
            await console.Error.WriteLineAsync(reason);
            return ExitCodes.BadUsage;
        }
    }

    private static async Task<int> CheckAsync(string folder, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var faults = await StoreCheck.RunAsync(folder, cancellationToken);
        foreach (var fault in faults)
        {
            await console.Output.WriteLineAsync(fault);
        }

        if (faults.Count > 0)
        {
            return ExitCodes.Finding;
        }

        await console.Output.WriteLineAsync($"{folder} is sound.");
        return ExitCodes.Success;
    }

    private static async Task<int> RepairAsync(string folder, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var done = await StoreRepair.RunAsync(folder, TimeProvider.System, cancellationToken);
        foreach (var line in done)
        {
            await console.Output.WriteLineAsync(line);
        }

        if (done.Count == 0)
        {
            await console.Output.WriteLineAsync($"{folder} is sound; nothing was changed.");
        }

        return ExitCodes.Success;
    }
}
