using System.Threading.RateLimiting;

namespace Groundswell.Server.Ingest.Budgets;

/// <summary>
/// The memory that batches have while they are read and stored. Each sender has some places and a queue of its own, so that one that
/// opens hundreds waits for itself; a batch that grows beyond the small waits for as much memory as it announces. Who cannot wait is told when to come again.
/// </summary>
internal sealed class BatchRoom : IAsyncDisposable
{
    /// <summary>Unpacked bytes that need no more than a place.</summary>
    public const long SmallBytes = Megabyte;

    private const int Megabyte = 1024 * 1024;

    /// <summary>Unpacked megabytes of large batches at once. A batch of more has them all to itself; in memory its text may take twice as much.</summary>
    private const int LargeMegabytes = 48;
    private const int SmallPlaces = 24;
    private const int AnonymousPlaces = 64;
    private const int PlacesPerKnown = 8;
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

    private readonly ConcurrencyLimiter _large = new(InOrder(LargeMegabytes, LargeMegabytes * SmallPlaces));

    /// <summary>A place for a batch that is about to be read; whether it was had, its lease says.</summary>
    public ValueTask<RateLimitLease> EnterAsync(SenderAccount account, CancellationToken cancellationToken) =>
        _places.AcquireAsync(account, 1, cancellationToken);

    /// <summary>Room for a batch that has a place and is larger than those are meant for.</summary>
    /// <param name="bytes">As it announces, unpacked; null where that is not known, which may be anything.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public ValueTask<RateLimitLease> GrowAsync(long? bytes, CancellationToken cancellationToken) =>
        _large.AcquireAsync((int)Math.Clamp(((bytes ?? long.MaxValue) / Megabyte) + 1, 1, LargeMegabytes), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _places.DisposeAsync();
        await _large.DisposeAsync();
    }

    private static ConcurrencyLimiterOptions InOrder(int places, int waiting) =>
        new() { PermitLimit = places, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
}
