using System.CommandLine;
using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Cli.Replaying;
using Groundswell.Scenarios;
using Groundswell.Server;
using Groundswell.Server.Hosting;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Server.Replaying;
using Microsoft.Extensions.Logging;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell demo</c>: a node that lives through a famous day before the newcomer's eyes.</summary>
internal static class DemoCommand
{
    /// <summary>Quiet minutes before the first outage.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(12);

    private static readonly Option<string> ScenarioName = new("--scenario") { Description = "Scenario to play: a file, or the name of one that comes along.", DefaultValueFactory = _ => "aws-2025-10-20" };
    private static readonly Option<string> Listen = new("--listen") { Description = "Address to listen on.", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
    private static readonly Option<double> Speed = new Option<double>("--speed") { Description = "Minutes of the day in a minute.", DefaultValueFactory = _ => 60 }.Within(1, 600);
    private static readonly Option<double?> Scale = new Option<double?>("--scale") { Description = "Part of the full volume to send, instead of the file's." }.Within(1e-6, 1000);

    public static Command Create()
    {
        var command = new Command("demo", "Plays the AWS outage of 20 October 2025 to a node of its own, sped up: open the page and watch. Keeps nothing.") { ScenarioName, Listen, Speed, Scale };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        // Before the day is read and its history learned: who cannot listen need not begin.
        using var sockets = ListenSockets.TryBind(parse.GetValue(Listen)!, Console.Error);
        if (sockets is null)
        {
            return ExitCodes.BadUsage;
        }

        var shipped = ServeCommand.ReadCatalogue(new CatalogueFolder(ServeCommand.ShippedCatalogue), Console.Error);
        if (shipped is null || ScenarioFile.Read(parse.GetValue(ScenarioName)!, parse.GetValue(Scale), null, Console.Error) is not { } scenario)
        {
            return ExitCodes.BadUsage;
        }

        var folder = Directory.CreateTempSubdirectory("groundswell-demo-");
        try
        {
            return await PlayAsync(scenario, shipped, folder.FullName, parse.GetValue(Listen)!, sockets, parse.GetValue(Speed), cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> PlayAsync(
        Scenario scenario, ServiceCatalogue shipped, string folder, string listen, ListenSockets sockets, double speed, CancellationToken cancellationToken)
    {
        var first = scenario.Outages.Select(o => o.From).Concat(scenario.Failures.Select(f => f.From)).DefaultIfEmpty(scenario.Start + Lead).Min();
        var begin = first - Lead > scenario.Start ? first - Lead : scenario.Start;
        var reports = new ScenarioReports(scenario);
        var progress = new ReplayProgress(Console.Error, !Console.IsErrorRedirected, TimeProvider.System);
        var clock = new ScaledTime(begin, speed, TimeProvider.System);
        var settings = new NodeSettings { DataFolder = folder, Listen = listen, Tick = TimeSpan.FromSeconds(Math.Max(10, speed / 2)) };

        progress.Begin("history", scenario.Start - scenario.History, begin);
        await NodeHistory.ImportAsync(folder, reports.HistoryUntil(begin), begin, progress, cancellationToken);
        var catalogue = ScenarioCatalogue.Build(scenario, shipped);
        await using var app = NodeHost.Build(settings, new NodeClock(clock), new CurrentCatalogue(catalogue), logging: LogLevel.Error, sockets: sockets);
        var isStarted = await ServeCommand.TryStartAsync(app, Console.Error, cancellationToken);
        progress.End();
        if (!isStarted)
        {
            return ExitCodes.BadUsage;
        }

        var address = new Uri(app.Urls.First() + "/");
        Welcome(scenario, address, begin, first, speed, progress.Elapsed);

        // Reports go on for as long as the node runs: after the day its services are quiet again.
        clock.Start();
        using var client = new HttpClient { BaseAddress = address };
        var player = new ReportPlayer(client, withTimes: true);
        progress.Begin("demo", begin, scenario.End);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, app.Lifetime.ApplicationStopping);
        try
        {
            var signals = SignalPlayer.PlayAsync(app.Services, new ScenarioSignals(scenario, catalogue), begin, clock.GetUtcNow, stopping.Token);
            await player.PlayAsync(reports.Played(begin, DateTimeOffset.MaxValue), clock.GetUtcNow, progress, stopping.Token);
            await signals;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            progress.End();
        }

        await app.StopAsync(CancellationToken.None);
        return ExitCodes.Success;
    }

    private static void Welcome(Scenario scenario, Uri address, DateTimeOffset begin, DateTimeOffset first, double speed, TimeSpan took) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {scenario.Name} is played at {speed:0.#} times its speed (ready after {took.TotalSeconds:0.0} s).

          Open {address}

        It is {begin:yyyy-MM-dd HH:mm} UTC there. The first trouble is at {first:HH:mm}: in {(first - begin).TotalSeconds / speed:0} seconds.
        Ctrl-C ends it; nothing is kept.
        """));
}
