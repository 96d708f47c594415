using System.Reflection;
using Groundswell.Cluster;
using Groundswell.Cluster.Grains;
using Groundswell.Detection;
using Groundswell.Learning;
using Groundswell.Publication;
using Groundswell.Signals;
using Groundswell.Storage;
using Orleans.Concurrency;

namespace Groundswell.Server.Tests.StoreModel;

/// <summary>The shards as they are, called without a cluster: a node of theirs starts in a moment.</summary>
#pragma warning disable CA1852 // a proxy is derived from it while the test runs
internal class ShardsInProcess : DispatchProxy
#pragma warning restore CA1852
{
    private readonly Dictionary<long, Owner> _owners = [];
    private ShardAssignments? _assignments;
    private IRollups? _rollups;
    private DetectorOptions? _options;

    public static PlacedShards Place(ShardAssignments assignments, IRollups rollups, DetectorOptions options)
    {
        var factory = Create<IGrainFactory, ShardsInProcess>();
        var shards = (ShardsInProcess)(object)factory;
        (shards._assignments, shards._rollups, shards._options) = (assignments, rollups, options);
        return new GrainShards(factory);
    }

    protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod is not { Name: nameof(IGrainFactory.GetGrain) } || args is not [long shard, ..])
        {
            throw new NotSupportedException($"No shard is found by {targetMethod}.");
        }

        return _owners.TryGetValue(shard, out var owner) ? owner : _owners[shard] = new Owner((int)shard, _assignments!, _rollups!, _options!);
    }

    private sealed class Owner(int number, ShardAssignments assignments, IRollups rollups, DetectorOptions options) : IShardGrain
    {
        private readonly Lock _turn = new();
        private Shard? _shard;

        public async Task LoadAsync(DateTimeOffset now)
        {
            var marks = await rollups.ReadMarksAsync(CancellationToken.None);
            var shard = await ShardLoader.LoadAsync(number, assignments.Of(number), assignments.SymptomOf, rollups, marks, options, now, CancellationToken.None);
            lock (_turn)
            {
                _shard = shard;
            }
        }

        public Task<bool> ApplyAsync(ReportGroup group)
        {
            lock (_turn)
            {
                return Task.FromResult(_shard!.TryApply(group));
            }
        }

        public Task<ShardTick> TickAsync(DateTimeOffset now, long delivered, RollupWish wish)
        {
            lock (_turn)
            {
                return Task.FromResult(new ShardTick(_shard!.Tick(now, delivered), wish == RollupWish.Nothing ? null : _shard.TakeRollup(wish == RollupWish.BinsAndDetectors)));
            }
        }

        public Task<Immutable<IReadOnlyList<CategoryRhythm>>> PoolRhythmsAsync() => Task.FromResult(new Immutable<IReadOnlyList<CategoryRhythm>>([]));

        public Task LendRhythmsAsync(Immutable<IReadOnlyList<CategoryRhythm>> rhythms) => Task.CompletedTask;

        public Task ReconsiderAsync(Immutable<IReadOnlyList<AlarmLesson>> lessons)
        {
            lock (_turn)
            {
                _shard!.Reconsider(lessons.Value);
            }

            return Task.CompletedTask;
        }

        public Task<Immutable<ServiceCharts?>> DescribeAsync(int service, DateTimeOffset now) => throw new NotSupportedException("Nobody looks at a page.");

        public Task<Immutable<IReadOnlyList<Expectation>>> ExpectAsync(int service, int fromMinute, int stepMinutes, int steps) => throw new NotSupportedException("Nobody looks at a page.");
    }
}
