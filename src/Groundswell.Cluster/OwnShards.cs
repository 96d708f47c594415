using System.Collections.Concurrent;
using Groundswell.Detection;
using Groundswell.Learning;
using Groundswell.Publication;
using Groundswell.Signals;
using Groundswell.Storage;

namespace Groundswell.Cluster;

/// <summary>The shards of a node that is alone for good, such as one that replays a day: no silo, no messages. Each takes one call at a time, as a grain does.</summary>
internal sealed class OwnShards(ShardAssignments assignments, IRollups rollups, DetectorOptions options) : PlacedShards, IDisposable
{
    private readonly ConcurrentDictionary<int, (ShardOwner Owner, SemaphoreSlim Turn)> _shards = [];

    public override async Task LoadAsync(int shard, DateTimeOffset now)
    {
        var (owner, turn) = Of(shard);
        await turn.WaitAsync();
        try
        {
            await owner.LoadAsync(now);
        }
        finally
        {
            turn.Release();
        }
    }

    public override Task<bool> ApplyAsync(int shard, ReportGroup group) => InTurnAsync(shard, owner => owner.Apply(group));

    public override Task<ShardTick> TickAsync(int shard, DateTimeOffset now, long delivered, RollupWish wish) => InTurnAsync(shard, owner => owner.Tick(now, delivered, wish));

    public override Task<ServiceCharts?> DescribeAsync(int shard, int service, DateTimeOffset now) => InTurnAsync(shard, owner => owner.Describe(service, now));

    public override Task<IReadOnlyList<Expectation>> ExpectAsync(int shard, int service, int fromMinute, int stepMinutes, int steps) =>
        InTurnAsync(shard, owner => owner.Expect(service, fromMinute, stepMinutes, steps));

    public override Task ReconsiderAsync(int shard, IReadOnlyList<AlarmLesson> lessons) => InTurnAsync(shard, owner =>
    {
        owner.Reconsider(lessons);
        return true;
    });

    public void Dispose()
    {
        foreach (var (_, turn) in _shards.Values)
        {
            turn.Dispose();
        }
    }

    private protected override Task<IReadOnlyList<CategoryRhythm>> PoolRhythmsAsync(int shard) => InTurnAsync(shard, owner => owner.PoolRhythms());

    private protected override Task LendRhythmsAsync(int shard, IReadOnlyList<CategoryRhythm> rhythms) => InTurnAsync(shard, owner =>
    {
        owner.LendRhythms(rhythms);
        return true;
    });

    private (ShardOwner Owner, SemaphoreSlim Turn) Of(int shard) =>
        _shards.GetOrAdd(shard, number => (new ShardOwner(number, assignments, rollups, options), new SemaphoreSlim(1, 1)));

    private async Task<T> InTurnAsync<T>(int shard, Func<ShardOwner, T> call)
    {
        var (owner, turn) = Of(shard);
        await turn.WaitAsync();
        try
        {
            return call(owner);
        }
        finally
        {
            turn.Release();
        }
    }
}
