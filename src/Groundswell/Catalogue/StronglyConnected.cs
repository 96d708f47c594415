namespace Groundswell.Catalogue;

/// <summary>
/// Which nodes of a directed graph lie on a circle together (Tarjan, Depth-first search and linear graph algorithms, 1972). Without
/// recursion, so that a long chain costs memory and no stack. O(nodes + edges).
/// </summary>
internal static class StronglyConnected
{
    /// <param name="starts">Where the edges of each node begin in <paramref name="targets"/>; one more than there are nodes.</param>
    /// <param name="targets">Nodes that edges lead to.</param>
    /// <returns>
    /// A number for each node, the same for nodes that reach each other. Numbers count up from 0 without gaps, in reverse topological
    /// order: an edge leads to an equal or smaller number.
    /// </returns>
    public static int[] Number(ReadOnlySpan<int> starts, ReadOnlySpan<int> targets)
    {
        var nodes = starts.Length - 1;
        var numbers = new int[nodes];
        var order = new int[nodes]; // 0 for unseen, else when first seen, from 1
        var lowest = new int[nodes];
        var next = starts[..nodes].ToArray();
        var path = new int[nodes];
        var open = new int[nodes];
        var (depth, opened, seen, found) = (0, 0, 0, 0);
        Array.Fill(numbers, -1);
        for (var root = 0; root < nodes; root++)
        {
            if (order[root] != 0)
            {
                continue;
            }

            Enter(root);
            while (depth > 0)
            {
                var node = path[depth - 1];
                if (next[node] < starts[node + 1])
                {
                    var target = targets[next[node]++];
                    if (order[target] == 0)
                    {
                        Enter(target);
                    }
                    else if (numbers[target] < 0)
                    {
                        lowest[node] = Math.Min(lowest[node], order[target]);
                    }

                    continue;
                }

                depth--;
                if (depth > 0)
                {
                    lowest[path[depth - 1]] = Math.Min(lowest[path[depth - 1]], lowest[node]);
                }

                if (lowest[node] == order[node])
                {
                    int member;
                    do
                    {
                        member = open[--opened];
                        numbers[member] = found;
                    }
                    while (member != node);
                    found++;
                }
            }
        }

        return numbers;

        void Enter(int node)
        {
            order[node] = lowest[node] = ++seen;
            path[depth++] = node;
            open[opened++] = node;
        }
    }
}
