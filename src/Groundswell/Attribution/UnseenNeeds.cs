namespace Groundswell.Attribution;

/// <summary>
/// How likely one supplier needs another though no edge says so: by what suppliers of its kind are known to need, by how much of that is
/// missed, and by how many are known to need the other. Too little for edges of their own, enough to tell a further cause from a
/// consequence.
/// </summary>
internal sealed class UnseenNeeds
{
    private readonly double[] _missing; // by component: sum of the weights of edges to it that are not known
    private readonly double[] _share; // by component: of all needs of suppliers, those that are of it

    /// <param name="parts">The graph as it is known.</param>
    /// <param name="isComplete">By component: all its needs are known.</param>
    /// <param name="missed">Share of edges that discovery misses.</param>
    public UnseenNeeds(AttributionGraphBuilder.Parts parts, bool[] isComplete, double missed)
    {
        var count = parts.Priors.Length;
        (_missing, _share) = (new double[count], new double[count]);
        var (known, members, edges) = (new Dictionary<string, double>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal), 0);
        for (var source = 0; source < count; source++)
        {
            for (var edge = parts.ToComponents.Start[source]; edge < parts.ToComponents.Start[source + 1]; edge++)
            {
                var target = parts.ToComponents.Target[edge];
                if (!isComplete[target])
                {
                    known[parts.Kinds[target]] = known.GetValueOrDefault(parts.Kinds[target]) + parts.ToComponents.Weight[edge];
                    _share[source]++;
                    edges++;
                }
            }
        }

        for (var component = 0; component < count; component++)
        {
            members[parts.Kinds[component]] = members.GetValueOrDefault(parts.Kinds[component]) + (isComplete[component] ? 0 : 1);
            _share[component] /= Math.Max(1, edges);
        }

        for (var component = 0; component < count; component++)
        {
            var kind = parts.Kinds[component];
            _missing[component] = isComplete[component] ? 0 : known.GetValueOrDefault(kind) / members[kind] * missed / (1 - missed);
        }
    }

    public bool Has(int component) => _missing[component] > 0;

    /// <summary>P(the one breaks the other wholly through a need that is not known | it fails wholly).</summary>
    public double Weight(int component, int of) => _missing[component] * _share[of];
}
