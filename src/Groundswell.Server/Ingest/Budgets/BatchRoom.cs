using System.Threading.RateLimiting;

namespace Groundswell.Server.Ingest.Budgets;

/// <summary>
/// The memory that batches have while they are read and stored. Each sender has some places and a queue of its own, so that one that
/// opens hundreds waits for itself; a batch that grows beyond the small waits for one of few large places. Who cannot wait is told when to come again.
/// </summary>
internal sealed class BatchRoom : IAsyncDisposable
{
    /// <summary>Unpacked bytes that need no large place.</summary>
    public const long SmallBytes = 1024 * 1024;

    /// <summary>Large batches at once. Each may hold 64 MiB of text, and about as much again where comments are most of it.</summary>
    private const int LargePlaces = 2;
    private const int SmallPlaces = 32;
    private const int AnonymousPlaces = 64;
    private const int PlacesPerKnown = 16;
    private const int WaitingPerKnown = 256;
    private const int PlacesPerReporter = 2;
    private const int WaitingPerReporter = 2;

    private readonly PartitionedRateLimiter<SenderAccount> _places = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<SenderAccount, ulong>(account => RateLimitPartition.GetConcurrencyLimiter(
            account.Reporter,
            _ => account.IsKnown ? InOrder(PlacesPerKnown, WaitingPerKnown) : InOrder(PlacesPerReporter, WaitingPerReporter))),
        PartitionedRateLimiter.Create<SenderAccount, bool>(account => RateLimitPartition.GetConcurrencyLimiter(
            account.IsKnown,
            isKnown => isKnown ? InOrder(SmallPlaces, 1024) : InOrder(AnonymousPlaces, 256))));

    private readonly ConcurrencyLimiter _large = new(InOrder(LargePlaces, SmallPlaces));

    /// <summary>A place for a batch that is about to be read; whether it was had, its lease says.</summary>
    public ValueTask<RateLimitLease> EnterAsync(SenderAccount account, CancellationToken cancellationToken) =>
        _places.AcquireAsync(account, 1, cancellationToken);

    /// <summary>A large place for a batch that has one already.</summary>
    public ValueTask<RateLimitLease> GrowAsync(CancellationToken cancellationToken) => _large.AcquireAsync(1, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _places.DisposeAsync();
        await _large.DisposeAsync();
    }

    private static ConcurrencyLimiterOptions InOrder(int places, int waiting) =>
        new() { PermitLimit = places, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
}
