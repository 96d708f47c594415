using System.Buffers;
using Groundswell.Catalogue;
using Groundswell.Publication;
using Groundswell.Scenarios;
using Groundswell.Server.Hosting;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Server.Ingest;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Groundswell.Server.Replaying;

/// <summary>
/// A whole node without a web server and a silo, on a clock that its user moves: the same intake, journal, shards, detection and incidents, with a
/// real store that a power cut may spoil. One caller at a time.
/// </summary>
public sealed class VirtualNode : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly SteppedTime _time;
    private readonly Node _node;
    private readonly ReportIntake _intake;
    private readonly IReporterKeys _keys;
    private readonly ObservationFollower _observations;
    private readonly IPublicView _view;

    private VirtualNode(IHost host, SteppedTime time)
    {
        _host = host;
        _time = time;
        _node = host.Services.GetRequiredService<Node>();
        _intake = host.Services.GetRequiredService<ReportIntake>();
        _keys = host.Services.GetRequiredService<IReporterKeys>();
        _observations = host.Services.GetRequiredService<ObservationFollower>();
        _view = host.Services.GetRequiredService<IPublicView>();
    }

    /// <summary>Starts a node on an empty store that knows a history.</summary>
    /// <param name="settings">Its folder should be empty.</param>
    /// <param name="catalogue">Stays as it is.</param>
    /// <param name="history">Counts before the start.</param>
    /// <param name="start">What the clock shows first.</param>
    /// <param name="progress">Hears how far the history is read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<VirtualNode> StartAsync(
        NodeSettings settings,
        ServiceCatalogue catalogue,
        IEnumerable<ScenarioMinute> history,
        DateTimeOffset start,
        IProgress<DateTimeOffset>? progress,
        CancellationToken cancellationToken)
    {
        var time = new SteppedTime(start);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        NodeHost.AddNode(builder, settings, new NodeClock(time), new CurrentCatalogue(catalogue), isReplay: true);
        var host = builder.Build();
        await new HistoryImport(host.Services.GetRequiredService<INames>(), host.Services.GetRequiredService<IRollups>())
            .RunAsync(history, start, progress, cancellationToken);
        await host.StartAsync(cancellationToken);
        var node = new VirtualNode(host, time);
        await node._node.StartAsync(cancellationToken);
        return node;
    }

    /// <summary>What the node shows in public.</summary>
    public PublicSnapshot Current => _view.Current;

    /// <summary>What the head of the home page says.</summary>
    public string Home => HomeWords.Of(_view.Current);

    /// <summary>Moves the clock on; nothing else happens.</summary>
    public void MoveTo(DateTimeOffset time) => _time.MoveTo(time);

    /// <summary>Takes a batch of reports as it would come over HTTP, from a sender that may name its reporters.</summary>
    /// <exception cref="ArgumentException">A line is no report; the message says why.</exception>
    public async Task SubmitAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var batch = new ReportBatch(_intake.Catalogue, new ReportSender
        {
            ArrivalTime = now.ToUnixTimeMilliseconds(),
            Source = ReportSource.Batch,
            Key = _keys.KeyOf(today),
            PreviousKey = now.TimeOfDay < RepeatWindow.Length ? _keys.KeyOf(today.AddDays(-1)) : null,
            Reporter = default,
            IsTrusted = true,
        });
        batch.ReadLines(new ReadOnlySequence<byte>(lines), isLast: true);
        if (batch.FirstError is { } error)
        {
            throw new ArgumentException($"Line {error.Line}: {error.Error.Field}: {error.Error.Reason}", nameof(lines));
        }

        await _intake.SubmitAsync(batch.Reports, cancellationToken);
    }

    /// <summary>Takes what probes saw and suppliers' pages said in a time, <paramref name="to"/> left out.</summary>
    public void Observe(ScenarioSignals signals, DateTimeOffset from, DateTimeOffset to) => SignalPlayer.Give(_observations, signals, from, to);

    /// <summary>Moves the clock, counts what came, and does what a node does at a tick.</summary>
    /// <returns>What happened to incidents.</returns>
    public async Task<NodeTick> TickAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        _time.MoveTo(now);
        await _node.DrainAsync(cancellationToken);
        return await _node.TickAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.StopAsync(CancellationToken.None);
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
