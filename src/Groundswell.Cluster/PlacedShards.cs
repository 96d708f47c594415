using Groundswell.Detection;
using Groundswell.Learning;
using Groundswell.Publication;
using Groundswell.Signals;

namespace Groundswell.Cluster;

/// <summary>The shards, wherever they are placed.</summary>
public abstract class PlacedShards
{
    /// <summary>Loads a shard from the store, dropping what it had in memory.</summary>
    public abstract Task LoadAsync(int shard, DateTimeOffset now);

    /// <summary>Hands counted reports over; false if the shard lacks an earlier group and must be loaded anew.</summary>
    public abstract Task<bool> ApplyAsync(int shard, ReportGroup group);

    public abstract Task<ShardTick> TickAsync(int shard, DateTimeOffset now, long delivered, RollupWish wish);

    /// <summary>Null if the shard has no such service.</summary>
    public abstract Task<ServiceCharts?> DescribeAsync(int shard, int service, DateTimeOffset now);

    /// <summary>Empty if the shard has no such service.</summary>
    public abstract Task<IReadOnlyList<Expectation>> ExpectAsync(int shard, int service, int fromMinute, int stepMinutes, int steps);

    /// <summary>Tells a shard what is known afterwards of what its services were called down for.</summary>
    public abstract Task ReconsiderAsync(int shard, IReadOnlyList<AlarmLesson> lessons);

    /// <summary>What the services of each category have learned in these shards, lent to all of them.</summary>
    public async Task LendRhythmsAsync(IReadOnlyCollection<int> shards)
    {
        var pooled = await Task.WhenAll(shards.Select(PoolRhythmsAsync));
        var rhythms = CategoryRhythm.Pool(pooled.SelectMany(p => p));
        await Task.WhenAll(shards.Select(shard => LendRhythmsAsync(shard, rhythms)));
    }

    private protected abstract Task<IReadOnlyList<CategoryRhythm>> PoolRhythmsAsync(int shard);

    private protected abstract Task LendRhythmsAsync(int shard, IReadOnlyList<CategoryRhythm> rhythms);
}
