namespace Groundswell.Attribution;

internal sealed partial class Cascade
{
    private readonly int[] _order = new int[Hypothesis.MostOn];

    /// <summary>
    /// Goes over all that is on again, given all else: whether it is on, since when, how badly; then over what could be. Greedy choices,
    /// made before their consequences were known, are put right.
    /// </summary>
    public void Refine(int sweeps)
    {
        for (var sweep = 0; sweep < sweeps; sweep++)
        {
            var count = OnCount;
            On.CopyTo(_order);
            SortByRank(_order.AsSpan(0, count));
            for (var i = 0; i < count; i++)
            {
                if (_isRoot[_order[i]])
                {
                    Settle(_order[i]);
                }
                else
                {
                    TurnOff(_order[i]);
                    Decide(_order[i]);
                }
            }

            DecideChildren();
        }
    }

    /// <summary>Puts a component on at its best if that is likelier than not, with nothing hoped for from what it might break in turn.</summary>
    private void Decide(int component)
    {
        if (IsHopeless(component) || _components.IsWell(component) || OnCount >= Hypothesis.MostOn || Values(component, false, out var best, out var sum) is not (> 0 and var count))
        {
            return;
        }

        var difference = sum - Math.Log(Spared(component));
        if (difference > 0)
        {
            PlaceAt(component, false, count, best, sum);
            _correction[component] += Math.Log(1 + Math.Exp(-difference));
        }
        else
        {
            _offCorrection += Math.Log(1 + Math.Exp(difference));
        }
    }

    private void DecideChildren()
    {
        _offCorrection = 0;
        _spreading++;
        var count = OnCount;
        On.CopyTo(_order);
        _waitingCount = 0;
        for (var i = 0; i < count; i++)
        {
            Await(_order[i]);
        }

        while (_waitingCount > 0)
        {
            Decide(_waiting[--_waitingCount]);
        }
    }

    private void SortByRank(Span<int> components)
    {
        for (var i = 1; i < components.Length; i++)
        {
            var moved = components[i];
            var at = i;
            for (; at > 0 && _graph.Rank[components[at - 1]] > _graph.Rank[moved]; at--)
            {
                components[at] = components[at - 1];
            }

            components[at] = moved;
        }
    }
}
