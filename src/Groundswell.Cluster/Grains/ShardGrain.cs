using Groundswell.Detection;
using Groundswell.Publication;
using Groundswell.Signals;
using Groundswell.Storage;
using Orleans.Concurrency;

namespace Groundswell.Cluster.Grains;

/// <summary>Places a shard in the cluster. All it does is call the engine, one call at a time.</summary>
[KeepAlive]
internal sealed class ShardGrain(ShardAssignments assignments, IRollups rollups, DetectorOptions options) : Grain, IShardGrain
{
    private Shard? _shard;

    private int Number => (int)this.GetPrimaryKeyLong();

    private Shard Loaded => _shard ?? throw new InvalidOperationException($"Shard {Number} was not loaded.");

    public async Task LoadAsync(DateTimeOffset now) => _shard = await ShardLoader.LoadAsync(
        Number,
        assignments.Of(Number),
        assignments.SymptomOf,
        rollups,
        await rollups.ReadMarksAsync(CancellationToken.None),
        options,
        now,
        CancellationToken.None);

    public Task<bool> ApplyAsync(ReportGroup group) => Task.FromResult(_shard?.TryApply(group) ?? false);

    public Task<ShardTick> TickAsync(DateTimeOffset now, long delivered, RollupWish wish) => Task.FromResult(new ShardTick(
        Loaded.Tick(now, delivered),
        wish == RollupWish.Nothing ? null : Loaded.TakeRollup(wish == RollupWish.BinsAndDetectors)));

    public Task<Immutable<ServiceCharts?>> DescribeAsync(int service, DateTimeOffset now) =>
        Task.FromResult(Loaded.Describe(service, now).AsImmutable());

    public Task<Immutable<IReadOnlyList<Expectation>>> ExpectAsync(int service, int fromMinute, int stepMinutes, int steps) =>
        Task.FromResult(Loaded.Expect(service, fromMinute, stepMinutes, steps).AsImmutable());

    public Task<Immutable<IReadOnlyList<CategoryRhythm>>> PoolRhythmsAsync() => Task.FromResult(Loaded.PoolRhythms().AsImmutable());

    public Task LendRhythmsAsync(Immutable<IReadOnlyList<CategoryRhythm>> rhythms)
    {
        Loaded.LendRhythms(rhythms.Value);
        return Task.CompletedTask;
    }
}
