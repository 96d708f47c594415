using Groundswell.Dns.Asking;
using Groundswell.Sensing.Discovery;
using Groundswell.Sensing.Discovery.Judging;
using Groundswell.Sensing.Discovery.Observing;
using Spectre.Console;

namespace Groundswell.Cli.Discovering;

/// <summary><c>discover DOMAIN…</c>: looks, concludes, and shows each domain as soon as its turn comes.</summary>
internal static class LiveDiscovery
{
    private const int QuestionsAtOnce = 16;

    /// <returns>False if nothing at all could be seen of some domain.</returns>
    public static async Task<bool> RunAsync(DiscoverSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        if (settings.Targets.Count == 1 || Console.IsErrorRedirected)
        {
            return await RunAsync(settings, output, _ => { }, cancellationToken);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().AutoClear(true).StartAsync(async context =>
        {
            var task = context.AddTask("looking", maxValue: settings.Targets.Count);
            using var held = new StringWriter(); // a bar and a table cannot share a terminal
            var allSeen = await RunAsync(settings, Console.IsOutputRedirected ? output : held, done => task.Value = done, cancellationToken);
            task.StopTask();
            await output.WriteAsync(held.GetStringBuilder(), cancellationToken);
            return allSeen;
        });
    }

    private static async Task<bool> RunAsync(DiscoverSettings settings, TextWriter output, Action<int> progress, CancellationToken cancellationToken)
    {
        var resolver = new StubResolver(new DnsClient(TimeProvider.System), settings.Resolvers);
        using var names = new NameLookup(resolver, QuestionsAtOnce);
        var run = new DiscoveryRun(new DomainObserver(names, TimeProvider.System), new Discoverer(settings.Catalogue, settings.Ranges));
        var (done, allSeen) = (0, true);
        await foreach (var findings in run.RunAsync(settings.Targets, settings.AtOnce, cancellationToken))
        {
            if (settings.Json)
            {
                DiscoveryReport.WriteJson(findings, output);
            }
            else if (settings.Yaml)
            {
                await output.WriteAsync(CatalogueSnippet.Write(findings));
            }
            else
            {
                DiscoveryReport.WriteTable(findings, output);
            }

            allSeen &= !DiscoveryReport.IsBlank(findings.Observation);
            progress(++done);
        }

        return allSeen;
    }
}
