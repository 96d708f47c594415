using Groundswell.Publication;
using Groundswell.Signals;
using Orleans.Concurrency;

namespace Groundswell.Cluster.Grains;

/// <summary>The owner of one shard, wherever it is placed. Its key is the shard's number.</summary>
internal interface IShardGrain : IGrainWithIntegerKey
{
    /// <summary>Loads the shard from the store, dropping what is in memory.</summary>
    Task LoadAsync(DateTimeOffset now);

    /// <summary>False if an earlier group never came.</summary>
    Task<bool> ApplyAsync([Immutable] ReportGroup group);

    Task<ShardTick> TickAsync(DateTimeOffset now, long delivered, RollupWish wish);

    Task<Immutable<ServiceCharts?>> DescribeAsync(int service, DateTimeOffset now);

    Task<Immutable<IReadOnlyList<Detection.Expectation>>> ExpectAsync(int service, int fromMinute, int stepMinutes, int steps);

    Task ReconsiderAsync(Immutable<IReadOnlyList<Learning.AlarmLesson>> lessons);

    Task<Immutable<IReadOnlyList<Detection.CategoryRhythm>>> PoolRhythmsAsync();

    Task LendRhythmsAsync(Immutable<IReadOnlyList<Detection.CategoryRhythm>> rhythms);
}
