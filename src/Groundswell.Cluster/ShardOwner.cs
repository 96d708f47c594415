using Groundswell.Detection;
using Groundswell.Learning;
using Groundswell.Publication;
using Groundswell.Signals;
using Groundswell.Storage;

namespace Groundswell.Cluster;

/// <summary>What owns one shard, a grain or otherwise. All it does is call the engine; one call at a time.</summary>
internal sealed class ShardOwner(int number, ShardAssignments assignments, IRollups rollups, DetectorOptions options)
{
    private Shard? _shard;

    private Shard Loaded => _shard ?? throw new InvalidOperationException($"Shard {number} was not loaded.");

    public async Task LoadAsync(DateTimeOffset now) => _shard = await ShardLoader.LoadAsync(
        number,
        assignments.Of(number),
        assignments.SymptomOf,
        rollups,
        await rollups.ReadMarksAsync(CancellationToken.None),
        options,
        now,
        CancellationToken.None);

    public bool Apply(ReportGroup group) => _shard?.TryApply(group) ?? false;

    public ShardTick Tick(DateTimeOffset now, long delivered, RollupWish wish) => new(
        Loaded.Tick(now, delivered),
        wish == RollupWish.Nothing ? null : Loaded.TakeRollup(wish == RollupWish.BinsAndDetectors));

    public ServiceCharts? Describe(int service, DateTimeOffset now) => Loaded.Describe(service, now);

    public IReadOnlyList<Expectation> Expect(int service, int fromMinute, int stepMinutes, int steps) => Loaded.Expect(service, fromMinute, stepMinutes, steps);

    public void Reconsider(IReadOnlyList<AlarmLesson> lessons) => Loaded.Reconsider(lessons);

    public IReadOnlyList<CategoryRhythm> PoolRhythms() => Loaded.PoolRhythms();

    public void LendRhythms(IReadOnlyList<CategoryRhythm> rhythms) => Loaded.LendRhythms(rhythms);
}
