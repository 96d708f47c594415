using Groundswell.Server.Hosting.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting;

/// <summary>Drives the node by the clock.</summary>
internal sealed partial class NodeService(Node node, NodeHealth health, NodeSettings settings, NodeClock clock, ILogger<NodeService> logger) : BackgroundService
{
    // Runs from the start, not from when the host gets round to it.
    private readonly PeriodicTimer _ticks = new(settings.Tick, clock.Time);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await node.StartAsync(cancellationToken);
        await node.TickAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await node.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _ticks.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _ticks.WaitForNextTickAsync(stoppingToken))
            {
                await TickAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping is no failure.
        }
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        try
        {
            await node.TickAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One bad tick must not end all later ones; /readyz tells when none succeeds.
            health.TickFailure = exception.Message;
            Log.TickFailed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3010, LogLevel.Error, "A tick failed; the next one tries again")]
        public static partial void TickFailed(ILogger logger, Exception exception);
    }
}
