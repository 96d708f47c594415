using System.CommandLine;
using Groundswell.Catalogue;
using Groundswell.Server;
using Groundswell.Server.Hosting;
using Groundswell.Server.Hosting.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell serve</c>: runs a node. The default command.</summary>
internal static class ServeCommand
{
    private const string DefaultFile = "groundswell.yaml";

    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    public static readonly string ShippedCatalogue = Path.Combine(AppContext.BaseDirectory, "catalogue");

    private static readonly Option<string?> Config = new("--config") { Description = $"Settings file. Default: {DefaultFile}, where there is one." };
    private static readonly Option<string?> Data = new("--data") { Description = "Folder of the embedded store. Default: ./data" };
    private static readonly Option<string?> Listen = new("--listen") { Description = "Addresses to listen on, separated by ';'. Default: http://127.0.0.1:8080" };
    private static readonly Option<string?> CatalogueFolder = new("--catalogue") { Description = "Folder of the catalogue's YAML files. Default: the one that comes along." };
    private static readonly Option<string[]> Set = new("--set") { Description = "Any other setting, as path=value, such as tick=00:00:05. May be repeated." };

    public static Command Create()
    {
        var command = new Command("serve", "Runs a node: takes reports, detects outages, shows pages. The default command.");
        AddTo(command);
        return command;
    }

    /// <summary>Gives a command the options and the work of <c>serve</c>.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(Config);
        command.Options.Add(Data);
        command.Options.Add(Listen);
        command.Options.Add(CatalogueFolder);
        command.Options.Add(Set);
        command.SetAction(RunAsync);
    }

    /// <summary>The settings from file, environment and command line; null, with every error told, where they are wrong.</summary>
    public static async Task<NodeSettings?> ReadSettingsAsync(ParseResult arguments, TextWriter errors, CancellationToken cancellationToken)
    {
        var reader = new SettingsReader();
        if (!await AddConfigAsync(reader, arguments, File.Exists(DefaultFile) ? DefaultFile : null, errors, cancellationToken))
        {
            return null;
        }

        AddOptions(reader.AddEnvironment(Environment.GetEnvironmentVariable), arguments);
        var settings = reader.Build();
        foreach (var error in reader.Errors)
        {
            await errors.WriteLineAsync(error);
        }

        return reader.Errors.Count == 0 ? settings : null;
    }

    /// <summary>
    /// Adds the settings that stand on the command line itself, before another command: a file that is named, options and <c>--set</c>. What lies
    /// about, in the folder or the environment, is left out. False, with the error told, where the file is not there.
    /// </summary>
    public static async Task<bool> AddGivenAsync(SettingsReader reader, ParseResult arguments, TextWriter errors, CancellationToken cancellationToken)
    {
        if (!await AddConfigAsync(reader, arguments, null, errors, cancellationToken))
        {
            return false;
        }

        AddOptions(reader, arguments);
        return true;
    }

    private static async Task<bool> AddConfigAsync(SettingsReader reader, ParseResult arguments, string? otherwise, TextWriter errors, CancellationToken cancellationToken)
    {
        var path = arguments.GetValue(Config);
        if (path is not null && !File.Exists(path))
        {
            await errors.WriteLineAsync($"--config: there is no file {path}.");
            return false;
        }

        if ((path ?? otherwise) is { } file)
        {
            try
            {
                reader.AddFile(file, await File.ReadAllTextAsync(file, cancellationToken));
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                await errors.WriteLineAsync($"{file} cannot be read: {refusal.Message}");
                return false;
            }
        }

        return true;
    }

    private static void AddOptions(SettingsReader reader, ParseResult arguments)
    {
        reader.AddOption("--data", "data", arguments.GetValue(Data))
            .AddOption("--listen", "listen", arguments.GetValue(Listen))
            .AddOption("--catalogue", "catalogue", arguments.GetValue(CatalogueFolder));
        foreach (var pair in arguments.GetValue(Set) ?? [])
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            reader.AddOption($"--set {pair}", equals < 0 ? pair : pair[..equals], equals < 0 ? "" : pair[(equals + 1)..]);
        }
    }

    /// <summary>The catalogue; null, with every error told, where it is broken or not there.</summary>
    public static ServiceCatalogue? ReadCatalogue(CatalogueFolder folder, TextWriter errors)
    {
        try
        {
            var result = folder.Read();
            foreach (var error in (result as CatalogueReadResult.Broken)?.Errors ?? [])
            {
                errors.WriteLine(error);
            }

            return (result as CatalogueReadResult.Valid)?.Catalogue;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"catalogue: {folder.Path} cannot be read: {refusal.Message}");
            return null;
        }
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (await ReadSettingsAsync(arguments, Console.Error, cancellationToken) is not { } settings)
        {
            return ExitCodes.BadUsage;
        }

        var folder = new CatalogueFolder(settings.CatalogueFolder ?? ShippedCatalogue);
        if (ReadCatalogue(folder, Console.Error) is not { } catalogue)
        {
            return ExitCodes.BadUsage;
        }

        // Before anything is made: who cannot listen need not begin.
        using var sockets = ListenSockets.TryBind(settings.Listen, Console.Error);
        if (sockets is null)
        {
            return ExitCodes.BadUsage;
        }

        using var held = TryTake(settings.DataFolder, Console.Error);
        if (held is null)
        {
            return ExitCodes.BadUsage;
        }

        WebApplication app;
        try
        {
            app = NodeHost.Build(settings, new NodeClock(TimeProvider.System), new CurrentCatalogue(catalogue), folder, sockets: sockets, held: held);
        }
        catch (Exception refusal) when (NodeHost.ExplainStore(refusal) is { } reason)
        {
            await Console.Error.WriteLineAsync($"data: {reason}");
            return ExitCodes.BadUsage;
        }

        await using (app)
        {
            if (!await TryStartAsync(app, Console.Error, cancellationToken))
            {
                return ExitCodes.BadUsage;
            }

            await app.WaitForShutdownAsync(cancellationToken);
            return ExitCodes.Success;
        }
    }

    /// <summary>Starts a node; where it cannot be, says why in a line and ends what had begun.</summary>
    public static async Task<bool> TryStartAsync(WebApplication app, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
            return true;
        }
        catch (IOException refusal) when (refusal.InnerException is AddressInUseException)
        {
            // Whoever took it was bound and not listening yet when it was tried.
            await errors.WriteLineAsync($"listen: {refusal.Message} Try another address with --listen.");
        }
        catch (Exception refusal) when (NodeHost.ExplainStore(refusal) is { } reason)
        {
            await errors.WriteLineAsync($"data: {reason}");
        }

        using var patience = new CancellationTokenSource(LongestStop);
        await app.StopAsync(patience.Token);
        return false;
    }

    private static StoreLock? TryTake(string folder, TextWriter errors)
    {
        try
        {
            return StoreLock.Take(folder);
        }
        catch (IOException refusal)
        {
            errors.WriteLine($"data: {refusal.Message}");
            return null;
        }
    }
}
