using Groundswell.Scenarios;
using Groundswell.Server.Hosting;
using Groundswell.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Replaying;

/// <summary>Fills the store of a node that has not begun yet.</summary>
public static class NodeHistory
{
    /// <param name="folder">Of the embedded store; no node uses it.</param>
    /// <param name="minutes">No series twice in a minute.</param>
    /// <param name="end">When the node will begin.</param>
    /// <param name="progress">Hears the time that is done.</param>
    /// <param name="cancellationToken">Leaves what is imported by then.</param>
    /// <exception cref="IOException">A node uses the store.</exception>
    public static async Task ImportAsync(
        string folder, IEnumerable<ScenarioMinute> minutes, DateTimeOffset end, IProgress<DateTimeOffset>? progress, CancellationToken cancellationToken)
    {
        using var held = StoreLock.Take(folder);
        await using var services = new ServiceCollection().AddLogging().AddSingleton(new NodeClock(TimeProvider.System)).AddEmbeddedStore(folder).BuildServiceProvider();
        await new HistoryImport(services.GetRequiredService<INames>(), services.GetRequiredService<IRollups>()).RunAsync(minutes, end, progress, cancellationToken);
    }
}
