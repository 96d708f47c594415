using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>
/// A small set of suppliers that covers many entities: always the one that adds most is taken next. The smallest set itself is NP-hard
/// to find; this one covers at least 1 − 1/e of what any set of its size does (Nemhauser, Wolsey, Fisher, 1978). Gains only shrink as
/// the set grows, so a gain that was worked out earlier is a bound, and only the candidate on top is worked out anew (Minoux, 1978).
/// </summary>
internal static class SmallestSet
{
    /// <param name="table">Who is supplied by whom.</param>
    /// <param name="target">Entities to cover; picking ends there, or where nobody adds any.</param>
    /// <returns>Picks in their order; of equal gains the supplier with the lower number.</returns>
    public static IReadOnlyList<CoverStep> Of(SupplierTable table, int target)
    {
        var covered = new bool[table.EntityNumbers];
        return Pick(
            table.Suppliers.Count,
            target,
            supplier => Count(table.EntitiesOf(supplier), covered),
            supplier =>
            {
                foreach (var entity in table.EntitiesOf(supplier))
                {
                    covered[entity] = true;
                }

                return [];
            });
    }

    /// <summary>
    /// The same for the failure of whole suppliers in a graph, with what falls through others and through groups that lose more than
    /// they can spare. A group makes a gain grow: whoever holds the rest of a weakened group is worked out anew after each pick, so
    /// what is covered is exact, while the bound holds only where no groups are.
    /// </summary>
    /// <param name="graph">Who needs what.</param>
    /// <param name="suppliers">Components of each supplier; none in two.</param>
    /// <param name="level">The weakest need that passes a failure on.</param>
    /// <param name="target">Services to take down.</param>
    public static IReadOnlyList<CoverStep> Of(DependencyGraph graph, IReadOnlyList<int[]> suppliers, Criticality level, int target)
    {
        var cascade = new Cascade(graph, level);
        var owner = new int[graph.Components];
        Array.Fill(owner, -1);
        for (var supplier = 0; supplier < suppliers.Count; supplier++)
        {
            foreach (var component in suppliers[supplier])
            {
                owner[component] = supplier;
            }
        }

        return Pick(
            suppliers.Count,
            target,
            supplier => cascade.Try(suppliers[supplier]),
            supplier =>
            {
                cascade.Fail(suppliers[supplier]);
                return cascade.Weakened().Select(c => owner[c]).Where(o => o >= 0 && o != supplier).Distinct();
            });
    }

    private static List<CoverStep> Pick(int suppliers, int target, Func<int, int> gainOf, Func<int, IEnumerable<int>> take)
    {
        var picks = new List<CoverStep>();
        var taken = new bool[suppliers];
        var gains = new int[suppliers];
        var queue = new PriorityQueue<int, (int, int)>(suppliers);
        for (var supplier = 0; supplier < suppliers; supplier++)
        {
            gains[supplier] = gainOf(supplier);
            Enqueue(supplier);
        }

        var covered = 0;
        while (covered < target && queue.TryDequeue(out var best, out var order))
        {
            if (taken[best] || -order.Item1 != gains[best])
            {
                continue; // worked out anew since it was put there
            }

            var gain = gainOf(best);
            if (gain == 0)
            {
                gains[best] = 0;
                continue;
            }

            if (queue.TryPeek(out _, out var next) && (-gain, best).CompareTo(next) > 0)
            {
                gains[best] = gain;
                Enqueue(best);
                continue;
            }

            covered += gain;
            taken[best] = true;
            picks.Add(new CoverStep(best, gain, covered));
            foreach (var changed in take(best))
            {
                if (!taken[changed])
                {
                    gains[changed] = gainOf(changed);
                    Enqueue(changed);
                }
            }
        }

        return picks;

        void Enqueue(int supplier) => queue.Enqueue(supplier, (-gains[supplier], supplier));
    }

    private static int Count(ReadOnlySpan<int> entities, bool[] covered)
    {
        var count = 0;
        foreach (var entity in entities)
        {
            count += covered[entity] ? 0 : 1;
        }

        return count;
    }
}
