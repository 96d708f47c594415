using Groundswell.Catalogue;
using Groundswell.Concentration;

namespace Groundswell.Bench.Worlds;

/// <summary>
/// A world of dependencies of the size that the goal names: 10⁴ components with 200 circles of two, 5·10⁴ groups of which one of two
/// must work, and services with eight needs each. Popularity falls as 1/rank, as suppliers' does.
/// </summary>
internal static class MadeUpDependencies
{
    public const int Components = 10_000;
    public const int Groups = 50_000;
    public const int NeedsPerService = 8;
    private const int Circles = 200;

    public static DependencyGraph Make(int services, int seed)
    {
        var random = new Random(seed);
        var popularity = new double[Components];
        var sum = 0.0;
        for (var i = 0; i < Components; i++)
        {
            popularity[i] = sum += 1.0 / (i + 5);
        }

        var builder = new DependencyGraphBuilder(Components);
        for (var i = 0; i < Groups; i++)
        {
            var first = Pick();
            var second = Pick();
            builder.AddGroup([first, second == first ? (first + 1) % Components : second], 1);
        }

        for (var component = 1; component < Components; component++)
        {
            // Suppliers of suppliers: each needs one that is more popular than itself, or a group, or nobody.
            switch (random.Next(10))
            {
                case < 6:
                    builder.AddNeed(component, Math.Min(Pick(), component - 1), Criticality.Hard);
                    break;
                case < 8:
                    builder.AddNeed(component, Components + random.Next(Groups), Criticality.Hard);
                    break;
            }
        }

        for (var i = 0; i < Circles; i++)
        {
            var first = random.Next(Components - 1);
            builder.AddNeed(first, first + 1, Criticality.Hard);
            builder.AddNeed(first + 1, first, Criticality.Hard);
        }

        var needs = new HashSet<int>();
        for (var service = 0; service < services; service++)
        {
            builder.AddService();
            needs.Clear();
            while (needs.Count < NeedsPerService)
            {
                var node = needs.Count % 4 == 3 ? Components + random.Next(Groups) : Pick();
                if (needs.Add(node))
                {
                    builder.AddServiceNeed(node, random.Next(10) switch { < 6 => Criticality.Hard, < 9 => Criticality.Degraded, _ => Criticality.Soft });
                }
            }
        }

        return builder.Build();

        int Pick()
        {
            var found = Array.BinarySearch(popularity, random.NextDouble() * sum);
            return Math.Min(found < 0 ? ~found : found, Components - 1);
        }
    }
}
