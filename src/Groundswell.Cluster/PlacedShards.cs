using Groundswell.Cluster.Grains;
using Groundswell.Detection;
using Groundswell.Publication;
using Groundswell.Signals;
using Orleans.Concurrency;

namespace Groundswell.Cluster;

/// <summary>The shards, wherever the cluster placed them.</summary>
public sealed class PlacedShards(IGrainFactory grains)
{
    /// <summary>Loads a shard from the store, dropping what it had in memory.</summary>
    public Task LoadAsync(int shard, DateTimeOffset now) => Of(shard).LoadAsync(now);

    /// <summary>Hands counted reports over; false if the shard lacks an earlier group and must be loaded anew.</summary>
    public Task<bool> ApplyAsync(int shard, ReportGroup group) => Of(shard).ApplyAsync(group);

    public Task<ShardTick> TickAsync(int shard, DateTimeOffset now, long delivered, RollupWish wish) => Of(shard).TickAsync(now, delivered, wish);

    /// <summary>Null if the shard has no such service.</summary>
    public async Task<ServiceCharts?> DescribeAsync(int shard, int service, DateTimeOffset now) => (await Of(shard).DescribeAsync(service, now)).Value;

    /// <summary>Empty if the shard has no such service.</summary>
    public async Task<IReadOnlyList<Expectation>> ExpectAsync(int shard, int service, int fromMinute, int stepMinutes, int steps) =>
        (await Of(shard).ExpectAsync(service, fromMinute, stepMinutes, steps)).Value;

    /// <summary>What the services of each category have learned in these shards, lent to all of them.</summary>
    public async Task LendRhythmsAsync(IReadOnlyCollection<int> shards)
    {
        var pooled = await Task.WhenAll(shards.Select(shard => Of(shard).PoolRhythmsAsync()));
        var rhythms = CategoryRhythm.Pool(pooled.SelectMany(p => p.Value));
        await Task.WhenAll(shards.Select(shard => Of(shard).LendRhythmsAsync(rhythms.AsImmutable())));
    }

    private IShardGrain Of(int shard) => grains.GetGrain<IShardGrain>(shard);
}
