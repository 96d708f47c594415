using System.Collections.Frozen;
using Groundswell.Catalogue;

namespace Groundswell.Cluster;

/// <summary>Which services belong to which shard now; replaced whole when the catalogue changes.</summary>
public sealed class ShardAssignments
{
    private volatile Content _content = new([], _ => throw new KeyNotFoundException("No symptom has a number yet."));

    /// <summary>Shards that own a service.</summary>
    public IReadOnlyCollection<int> Occupied => [.. _content.ByShard.Keys];

    public IReadOnlyList<ShardService> Of(int shard) => _content.ByShard.GetValueOrDefault(shard, []);

    public SymptomId SymptomOf(int number) => _content.SymptomOf(number);

    /// <summary>The shard of a service's number; -1 where the catalogue has no such service any more.</summary>
    public int ShardOf(int service) => _content.ShardOfNumber.GetValueOrDefault(service, -1);

    public void Replace(IEnumerable<ShardService> services, Func<int, SymptomId> symptomOf) =>
        _content = new Content([.. services], symptomOf);

    private sealed class Content(IReadOnlyList<ShardService> services, Func<int, SymptomId> symptomOf)
    {
        public IReadOnlyDictionary<int, IReadOnlyList<ShardService>> ByShard { get; } =
            services.GroupBy(s => Placement.ShardOf(s.Id)).ToDictionary(g => g.Key, g => (IReadOnlyList<ShardService>)[.. g]);

        public FrozenDictionary<int, int> ShardOfNumber { get; } = services.ToFrozenDictionary(s => s.Number, s => Placement.ShardOf(s.Id));

        public SymptomId SymptomOf(int number) => symptomOf(number);
    }
}
