namespace Groundswell.Attribution;

/// <summary>
/// Edges that discovery may have missed. A service that is seen to run in a region probably uses more of that region than is seen; one
/// whose name servers, edge network or host is not known has some. By how often a kind is seen elsewhere, and how much is missed, each
/// likely missing edge stands in the graph with the weight that it would have, times the probability that it is there. Without them, a
/// victim whose edge was missed speaks for whatever else it is known to depend on.
/// </summary>
internal sealed class LatentEdges
{
    private const double GreatestProbability = 0.9;
    private const int Slots = 3;
    private const int NoSlot = -1;
    private const string GlobalRegion = "global";

    private readonly AttributionGraphBuilder.Parts _parts;
    private readonly Adjacency _bySource;
    private readonly bool[] _isComplete;
    private readonly double _missed;
    private readonly double _leastWeight;
    private readonly int[] _slot; // by component: name servers, edge, own host; or none
    private readonly int[] _family; // by component: its region, as a number; or none
    private readonly int[] _kind; // by component: its kind, as a number
    private readonly List<List<int>> _families = [];
    private readonly EdgeList _found;

    /// <param name="parts">The components as they are known.</param>
    /// <param name="edges">What they are known to break: services, or components.</param>
    /// <param name="isComplete">By what may be broken: all its dependencies are known.</param>
    /// <param name="missed">Share of edges that discovery misses.</param>
    /// <param name="leastWeight">Lesser ones are left out: they cost time and tell less than chance.</param>
    /// <param name="found">Where likely edges are put.</param>
    public LatentEdges(AttributionGraphBuilder.Parts parts, Adjacency edges, bool[] isComplete, double missed, double leastWeight, EdgeList found)
    {
        (_parts, _bySource, _isComplete, _missed, _leastWeight, _found) = (parts, edges, isComplete, missed, leastWeight, found);
        var components = parts.Priors.Length;
        (_slot, _family, _kind) = (new int[components], new int[components], new int[components]);
        var families = new Dictionary<(string, string), int>();
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var component = 0; component < components; component++)
        {
            var region = parts.Regions[component];
            kinds.TryAdd(parts.Kinds[component], kinds.Count);
            _kind[component] = kinds[parts.Kinds[component]];
            _slot[component] = SlotOf(parts.Mechanisms[component], region);
            _family[component] = NoSlot;
            if (region.Length > 0 && region != GlobalRegion)
            {
                if (families.TryAdd((parts.Providers[component], region), families.Count))
                {
                    _families.Add([]);
                }

                _family[component] = families[(parts.Providers[component], region)];
                _families[_family[component]].Add(component);
            }
        }

        KindCount = kinds.Count;
    }

    private int KindCount { get; }

    private int ComponentCount => _parts.Priors.Length;

    private int DependantCount => _isComplete.Length;

    public void Find()
    {
        var known = _bySource.Reversed(DependantCount);
        FindInRegions(known);
        FindInSlots(known);
    }

    private static int SlotOf(Mechanism mechanism, string region) => mechanism switch
    {
        Mechanism.NameServers => 0,
        Mechanism.Edge => 1,
        Mechanism.Compute when region.Length == 0 => 2,
        _ => NoSlot,
    };

    /// <summary>P(an edge is there | it is not known), if such an edge is known of this share.</summary>
    private double IfUnknown(double knownShare) =>
        Math.Min(GreatestProbability, _missed * knownShare / (1 - _missed) / Math.Max(1e-9, 1 - knownShare));

    private void FindInRegions(Adjacency known)
    {
        // How often each kind is known of services that are known to be in a region at all.
        var (inRegion, ofKind, weights) = (0, new int[KindCount], new KindMeans(KindCount));
        var seen = new Dictionary<int, long>();
        for (var dependant = 0; dependant < DependantCount; dependant++)
        {
            Regions(known, dependant, seen);
            inRegion += seen.Count;
            foreach (var kinds in seen.Values)
            {
                for (var kind = 0; kind < KindCount; kind++)
                {
                    ofKind[kind] += (int)((kinds >> kind) & 1);
                }
            }
        }

        for (var component = 0; component < ComponentCount; component++)
        {
            weights.Add(_bySource, component, _kind[component], _family[component] != NoSlot, _isComplete);
        }

        for (var dependant = 0; dependant < DependantCount && inRegion > 0; dependant++)
        {
            if (_isComplete[dependant])
            {
                continue;
            }

            Regions(known, dependant, seen);
            foreach (var (family, kinds) in seen)
            {
                foreach (var component in _families[family])
                {
                    var kind = _kind[component];
                    if (((kinds >> kind) & 1) == 0)
                    {
                        Put(component, dependant, IfUnknown((double)ofKind[kind] / inRegion) * weights.Weight(kind), weights.Lag(kind));
                    }
                }
            }
        }
    }

    /// <summary>The regions in which components of a dependant are known, each with the kinds that are; kinds beyond 63 are not looked at.</summary>
    private void Regions(Adjacency known, int dependant, Dictionary<int, long> seen)
    {
        seen.Clear();
        if (_isComplete[dependant])
        {
            return;
        }

        for (var edge = known.Start[dependant]; edge < known.Start[dependant + 1]; edge++)
        {
            var source = known.Target[edge];
            if (source < ComponentCount && _family[source] != NoSlot && _kind[source] < 63)
            {
                seen[_family[source]] = seen.GetValueOrDefault(_family[source]) | (1L << _kind[source]);
            }
        }
    }

    private void FindInSlots(Adjacency known)
    {
        var (have, incomplete, edges, means) = (new int[Slots], 0, new int[Slots], new KindMeans(Slots));
        var slots = new byte[DependantCount];
        for (var dependant = 0; dependant < DependantCount; dependant++)
        {
            for (var edge = known.Start[dependant]; edge < known.Start[dependant + 1]; edge++)
            {
                var source = known.Target[edge];
                var component = source < ComponentCount ? source : _parts.Members.Target[_parts.Members.Start[source - ComponentCount]];
                if (_slot[component] != NoSlot)
                {
                    slots[dependant] |= (byte)(1 << _slot[component]);
                }
                else if (_family[component] != NoSlot)
                {
                    slots[dependant] |= 1 << (Slots - 1); // hosted in a region: it needs no host of its own
                }
            }

            incomplete += _isComplete[dependant] ? 0 : 1;
        }

        for (var component = 0; component < ComponentCount; component++)
        {
            if (_slot[component] != NoSlot)
            {
                means.Add(_bySource, component, _slot[component], true, _isComplete);
                edges[_slot[component]] += _bySource.Start[component + 1] - _bySource.Start[component];
            }
        }

        have[0] = Having(slots, 0);
        have[1] = Having(slots, 1);
        have[2] = edges[2];
        var lacking = Lacking(slots, incomplete);
        for (var component = 0; component < ComponentCount; component++)
        {
            var slot = _slot[component];
            if (slot == NoSlot || edges[slot] == 0 || lacking[slot] == 0)
            {
                continue;
            }

            var share = (double)(_bySource.Start[component + 1] - _bySource.Start[component]) / edges[slot];
            var probability = Math.Min(GreatestProbability, _missed * have[slot] / (1 - _missed) / lacking[slot]);
            var weight = probability * share * means.Weight(slot);
            for (var dependant = 0; dependant < DependantCount && weight >= _leastWeight; dependant++)
            {
                if (!_isComplete[dependant] && (slots[dependant] & (1 << slot)) == 0)
                {
                    Put(component, dependant, weight, means.Lag(slot));
                }
            }
        }
    }

    private int Having(byte[] slots, int slot)
    {
        var count = 0;
        for (var dependant = 0; dependant < slots.Length; dependant++)
        {
            count += _isComplete[dependant] ? 0 : (slots[dependant] >> slot) & 1;
        }

        return count;
    }

    private int[] Lacking(byte[] slots, int incomplete)
    {
        var lacking = new int[Slots];
        for (var slot = 0; slot < Slots; slot++)
        {
            lacking[slot] = incomplete - Having(slots, slot);
        }

        return lacking;
    }

    private void Put(int component, int dependant, double weight, double lagMinutes)
    {
        if (weight >= _leastWeight)
        {
            _found.Add(component, dependant, weight, lagMinutes);
        }
    }

    /// <summary>Mean weight and lag of edges by kind.</summary>
    private sealed class KindMeans(int kinds)
    {
        private readonly double[] _weight = new double[kinds];
        private readonly double[] _lag = new double[kinds];
        private readonly int[] _count = new int[kinds];

        public void Add(Adjacency edges, int source, int kind, bool counts, bool[] isComplete)
        {
            for (var edge = edges.Start[source]; counts && edge < edges.Start[source + 1]; edge++)
            {
                if (!isComplete[edges.Target[edge]])
                {
                    _weight[kind] += edges.Weight[edge];
                    _lag[kind] += LagTables.MedianOf(edges.Lag[edge]);
                    _count[kind]++;
                }
            }
        }

        public double Weight(int kind) => _weight[kind] / Math.Max(1, _count[kind]);

        public double Lag(int kind) => _lag[kind] / Math.Max(1, _count[kind]);
    }
}
