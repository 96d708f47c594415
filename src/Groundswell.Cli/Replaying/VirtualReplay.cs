using Groundswell.Catalogue;
using Groundswell.Scenarios;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Server.Replaying;

namespace Groundswell.Cli.Replaying;

/// <summary>Plays a scenario to a node in this process as fast as it goes, and judges what the node says.</summary>
internal static class VirtualReplay
{
    /// <param name="scenario">The day.</param>
    /// <param name="played">The catalogue that it plays in.</param>
    /// <param name="settings">Of the node; its folder should be empty.</param>
    /// <param name="trace">Hears what is published; may be null.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ScenarioJudgment> RunAsync(
        Scenario scenario, ServiceCatalogue played, NodeSettings settings, DayTrace? trace, ReplayProgress progress, CancellationToken cancellationToken)
    {
        var reports = new ScenarioReports(scenario);
        var judge = new ScenarioJudge(scenario);
        var signals = new ScenarioSignals(scenario, played);
        progress.Begin("history", scenario.Start - scenario.History, scenario.Start);
        await using var node = await VirtualNode.StartAsync(
            settings, played, reports.History(), scenario.Start, progress, cancellationToken);
        progress.Begin("playing", scenario.Start, scenario.End);
        var lines = new ReportLines();
        var tick = scenario.Start + settings.Tick;
        foreach (var report in reports.Played())
        {
            while (report.Time >= tick)
            {
                await TickAsync();
            }

            lines.Add(report, withTime: true);
        }

        while (tick <= scenario.End)
        {
            await TickAsync();
        }

        return judge.Judge();

        // Reports of the time before a tick arrive just before it.
        async Task TickAsync()
        {
            node.MoveTo(tick - TimeSpan.FromMilliseconds(1));
            if (lines.Count > 0)
            {
                await node.SubmitAsync(lines.Bytes, cancellationToken);
                progress.Add(lines.Count);
                lines.Clear();
            }

            node.Observe(signals, tick - settings.Tick, tick);
            var happened = await node.TickAsync(tick, cancellationToken);
            foreach (var entry in happened.Services)
            {
                judge.Observe(entry);
            }

            foreach (var entry in happened.Causes)
            {
                judge.Observe(entry);
            }

            foreach (var service in node.Current.Expected.Values.SelectMany(e => e).Select(e => e.Service).OfType<ServiceId>())
            {
                judge.Foresee(service, tick);
            }

            judge.Look(node.Current, () => node.Home);
            trace?.Look(node.Current, () => node.Home);
            progress.Report(tick);
            tick += settings.Tick;
        }
    }
}
