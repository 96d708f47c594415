using CsCheck;
using Groundswell.Catalogue;

namespace Groundswell.Tests.Catalogue;

public sealed class StronglyConnectedTests
{
    [Fact]
    public void Nodes_have_the_same_number_where_they_reach_each_other_and_edges_lead_down() =>
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8]).List[0, 25].Sample(edges =>
        {
            const int nodes = 9;
            var (starts, targets) = (new int[nodes + 1], new List<int>());
            for (var node = 0; node < nodes; node++)
            {
                targets.AddRange(edges.Where(e => e.Item1 == node).Select(e => e.Item2));
                starts[node + 1] = targets.Count;
            }

            var numbers = StronglyConnected.Number(starts, [.. targets]);

            var reaches = Closure(edges, nodes);
            for (var a = 0; a < nodes; a++)
            {
                for (var b = 0; b < nodes; b++)
                {
                    Assert.Equal(a == b || (reaches[a, b] && reaches[b, a]), numbers[a] == numbers[b]);
                }
            }

            Assert.All(edges, e => Assert.True(numbers[e.Item2] <= numbers[e.Item1]));
            Assert.Equal(Enumerable.Range(0, numbers.Max() + 1), numbers.Distinct().Order());
        });

    [Fact]
    public void A_long_chain_needs_no_stack()
    {
        const int nodes = 1_000_000;
        int[] starts = [.. Enumerable.Range(0, nodes), nodes - 1];
        int[] targets = [.. Enumerable.Range(1, nodes - 1)];

        Assert.Equal(nodes, StronglyConnected.Number(starts, targets).Distinct().Count());
    }

    private static bool[,] Closure(List<(int, int)> edges, int nodes)
    {
        var reaches = new bool[nodes, nodes];
        edges.ForEach(e => reaches[e.Item1, e.Item2] = true);
        for (var via = 0; via < nodes; via++)
        {
            for (var a = 0; a < nodes; a++)
            {
                for (var b = 0; b < nodes; b++)
                {
                    reaches[a, b] |= reaches[a, via] && reaches[via, b];
                }
            }
        }

        return reaches;
    }
}
