using System.Runtime.InteropServices;
using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>
/// A small set of suppliers that covers many entities: always the one that adds most is taken next. The smallest set itself is NP-hard
/// to find; this one covers at least 1 − 1/e of what any set of its size does (Nemhauser, Wolsey, Fisher, 1978). Gains only shrink as
/// the set grows, so a gain that was worked out earlier is a bound, and only the candidate on top is worked out anew (Minoux, 1978).
/// </summary>
public static class SmallestSet
{
    /// <param name="table">Who is supplied by whom.</param>
    /// <param name="target">Entities to cover; picking ends there, or where nobody adds any.</param>
    /// <param name="most">Picks at most.</param>
    /// <returns>Picks in their order; of equal gains the supplier with the lower number.</returns>
    public static IReadOnlyList<CoverStep> Of(SupplierTable table, int target, int most = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(table);
        var covered = new bool[table.EntityNumbers];
        return Pick(
            table.Suppliers.Count,
            target,
            most,
            supplier => Count(table.EntitiesOf(supplier), covered),
            supplier =>
            {
                foreach (var entity in table.EntitiesOf(supplier))
                {
                    covered[entity] = true;
                }

                return null;
            });
    }

    /// <summary>
    /// The same for the failure of whole suppliers in a graph, with what falls through others and through groups that lose more than
    /// they can spare. A weakened group makes the gain of those who hold the rest of it grow; their bounds are raised by what falls
    /// with the group. What is covered is exact; the guarantee of 1 − 1/e holds only where no groups are.
    /// </summary>
    /// <param name="graph">Who needs what.</param>
    /// <param name="suppliers">Components of each supplier; none in two.</param>
    /// <param name="level">The weakest need that passes a failure on.</param>
    /// <param name="target">Services to take down.</param>
    /// <param name="most">Picks at most.</param>
    internal static IReadOnlyList<CoverStep> Of(DependencyGraph graph, IReadOnlyList<int[]> suppliers, Criticality level, int target, int most = int.MaxValue)
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
            most,
            supplier => cascade.Try(suppliers[supplier]),
            supplier =>
            {
                cascade.Fail(suppliers[supplier]);
                return Grown(graph, cascade, owner, level);
            });
    }

    /// <summary>By supplier: what may be added to its gain now, since it can bring down the rest of groups that the last failure weakened.</summary>
    private static Dictionary<int, int> Grown(DependencyGraph graph, Cascade cascade, int[] owner, Criticality level)
    {
        var grown = new Dictionary<int, int>();
        foreach (var group in cascade.Weakened().ToList())
        {
            var most = cascade.TryGroup(group);
            if (most > 0)
            {
                foreach (var supplier in Above(graph, group, level).Where(c => !cascade.IsDown(c)).Select(c => owner[c]).Where(o => o >= 0).ToHashSet())
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(grown, supplier, out _) += most;
                }
            }
        }

        return grown;
    }

    /// <summary>Components that a group's failure can begin with: its members, what they need, and so on.</summary>
    private static HashSet<int> Above(DependencyGraph graph, int group, Criticality level)
    {
        HashSet<int> above = [.. graph.Members(group)];
        var open = new Stack<int>(above);
        while (open.TryPop(out var component))
        {
            foreach (var need in graph.ComponentNeeds.Targets(component, level))
            {
                foreach (var next in need < graph.Components ? [need] : graph.Members(need - graph.Components))
                {
                    if (above.Add(next))
                    {
                        open.Push(next);
                    }
                }
            }
        }

        return above;
    }

    private static List<CoverStep> Pick(int suppliers, int target, int most, Func<int, int> gainOf, Func<int, Dictionary<int, int>?> take)
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
        while (covered < target && picks.Count < most && queue.TryDequeue(out var best, out var order))
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
            foreach (var (grown, more) in take(best) ?? [])
            {
                if (!taken[grown])
                {
                    gains[grown] += more;
                    Enqueue(grown);
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
