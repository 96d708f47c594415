using Groundswell.Server.Hosting.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting;

/// <summary>Drives the node by the clock.</summary>
internal sealed partial class NodeService(Node node, NodeHealth health, NodeSettings settings, NodeClock clock, ILogger<NodeService> logger) : BackgroundService
{
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Tick, clock.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
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
