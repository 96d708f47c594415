using System.Collections.Concurrent;
using System.Text;
using Groundswell.Publication;
using Groundswell.Server.Serving;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Groundswell.Server.Live;

/// <summary>
/// Tells readers that the page they look at has changed. Each watched page is drawn once a snapshot, by way of the page
/// cache, and all its readers get the same bytes.
/// </summary>
internal sealed partial class LiveHub(
    PageCache cache, IPublicView view, IOptions<LiveOptions> options, TimeProvider time, ILogger<LiveHub> logger) : BackgroundService
{
    private static readonly byte[] Beat = "event: beat\ndata: here\n\n"u8.ToArray();
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<LiveReader, byte> _readers = new();

    // Runs from the start, not from when the host gets round to it.
    private readonly PeriodicTimer _beats = new(options.Value.Heartbeat, time);
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Null if there are as many readers as may be. Whoever got one must <see cref="Leave"/>.</summary>
    public LiveReader? Join(PageAddress page, string told)
    {
        if (Interlocked.Increment(ref _count) > options.Value.Connections)
        {
            Interlocked.Decrement(ref _count);
            return null;
        }

        var reader = new LiveReader(page, options.Value.Backlog) { Told = told };
        _readers[reader] = 0;
        return reader;
    }

    public void Leave(LiveReader reader)
    {
        if (_readers.TryRemove(reader, out _))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    public override void Dispose()
    {
        _beats.Dispose();
        base.Dispose();
    }

    public static byte[] Changed(string tag) => Encoding.ASCII.GetBytes($"event: changed\nid: {tag}\ndata: {tag}\n\n");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(FollowAsync(stoppingToken), BeatAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            foreach (var reader in _readers.Keys)
            {
                reader.End();
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        // Older than any, as a reader may have joined, and the view have changed, before this runs.
        var version = -1L;
        while (true)
        {
            try
            {
                version = (await view.WaitForNewerAsync(version, cancellationToken)).Version;
                await TellAsync(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Log.TellingFailed(logger, exception);
                await Task.Delay(PauseAfterFailure, time, cancellationToken);
            }
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        foreach (var page in _readers.Keys.GroupBy(r => r.Page))
        {
            if (await cache.GetAsync(page.Key, cancellationToken) is not PageAnswer.Found found)
            {
                continue;
            }

            var tag = found.Page.Tag;
            byte[]? message = null;
            foreach (var reader in page.Where(r => r.Told != tag))
            {
                reader.Told = tag;
                reader.Offer(message ??= Changed(tag));
            }
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        while (await _beats.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var reader in _readers.Keys)
            {
                reader.Offer(Beat);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6001, LogLevel.Error, "Readers could not be told of a change; trying again in a few seconds")]
        public static partial void TellingFailed(ILogger logger, Exception exception);
    }
}
