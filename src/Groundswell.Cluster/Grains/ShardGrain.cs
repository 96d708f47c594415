using Groundswell.Detection;
using Groundswell.Learning;
using Groundswell.Publication;
using Groundswell.Signals;
using Groundswell.Storage;
using Orleans.Concurrency;

namespace Groundswell.Cluster.Grains;

/// <summary>Places a shard in the cluster.</summary>
[KeepAlive]
internal sealed class ShardGrain(ShardAssignments assignments, IRollups rollups, DetectorOptions options) : Grain, IShardGrain
{
    private ShardOwner? _owner;

    private ShardOwner Owner => _owner ??= new ShardOwner((int)this.GetPrimaryKeyLong(), assignments, rollups, options);

    public Task LoadAsync(DateTimeOffset now) => Owner.LoadAsync(now);

    public Task<bool> ApplyAsync(ReportGroup group) => Task.FromResult(Owner.Apply(group));

    public Task<ShardTick> TickAsync(DateTimeOffset now, long delivered, RollupWish wish) => Task.FromResult(Owner.Tick(now, delivered, wish));

    public Task<Immutable<ServiceCharts?>> DescribeAsync(int service, DateTimeOffset now) => Task.FromResult(Owner.Describe(service, now).AsImmutable());

    public Task<Immutable<IReadOnlyList<Expectation>>> ExpectAsync(int service, int fromMinute, int stepMinutes, int steps) =>
        Task.FromResult(Owner.Expect(service, fromMinute, stepMinutes, steps).AsImmutable());

    public Task ReconsiderAsync(Immutable<IReadOnlyList<AlarmLesson>> lessons)
    {
        Owner.Reconsider(lessons.Value);
        return Task.CompletedTask;
    }

    public Task<Immutable<IReadOnlyList<CategoryRhythm>>> PoolRhythmsAsync() => Task.FromResult(Owner.PoolRhythms().AsImmutable());

    public Task LendRhythmsAsync(Immutable<IReadOnlyList<CategoryRhythm>> rhythms)
    {
        Owner.LendRhythms(rhythms.Value);
        return Task.CompletedTask;
    }
}
