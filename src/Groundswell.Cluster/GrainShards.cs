using Groundswell.Cluster.Grains;
using Groundswell.Detection;
using Groundswell.Learning;
using Groundswell.Publication;
using Groundswell.Signals;
using Orleans.Concurrency;

namespace Groundswell.Cluster;

/// <summary>The shards of a cluster, each a grain.</summary>
internal sealed class GrainShards(IGrainFactory grains) : PlacedShards
{
    public override Task LoadAsync(int shard, DateTimeOffset now) => Of(shard).LoadAsync(now);

    public override Task<bool> ApplyAsync(int shard, ReportGroup group) => Of(shard).ApplyAsync(group);

    public override Task<ShardTick> TickAsync(int shard, DateTimeOffset now, long delivered, RollupWish wish) => Of(shard).TickAsync(now, delivered, wish);

    public override async Task<ServiceCharts?> DescribeAsync(int shard, int service, DateTimeOffset now) => (await Of(shard).DescribeAsync(service, now)).Value;

    public override async Task<IReadOnlyList<Expectation>> ExpectAsync(int shard, int service, int fromMinute, int stepMinutes, int steps) =>
        (await Of(shard).ExpectAsync(service, fromMinute, stepMinutes, steps)).Value;

    public override Task ReconsiderAsync(int shard, IReadOnlyList<AlarmLesson> lessons) => Of(shard).ReconsiderAsync(lessons.AsImmutable());

    private protected override async Task<IReadOnlyList<CategoryRhythm>> PoolRhythmsAsync(int shard) => (await Of(shard).PoolRhythmsAsync()).Value;

    private protected override Task LendRhythmsAsync(int shard, IReadOnlyList<CategoryRhythm> rhythms) => Of(shard).LendRhythmsAsync(rhythms.AsImmutable());

    private IShardGrain Of(int shard) => grains.GetGrain<IShardGrain>(shard);
}
