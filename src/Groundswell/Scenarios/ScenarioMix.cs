namespace Groundswell.Scenarios;

/// <summary>Shares of regions or symptoms. Chosen from in constant time by Walker's alias method (Vose, IEEE TSE 17, 1991).</summary>
public sealed class ScenarioMix<T>
{
    private readonly double[] _keep;
    private readonly int[] _alias;

    /// <param name="parts">At least one; shares above 0, brought to a sum of 1.</param>
    public ScenarioMix(IReadOnlyList<KeyValuePair<T, double>> parts)
    {
        ArgumentOutOfRangeException.ThrowIfZero(parts.Count);
        var sum = parts.Sum(p => p.Value);
        Values = [.. parts.Select(p => p.Key)];
        Shares = [.. parts.Select(p => p.Value / sum)];
        _keep = new double[parts.Count];
        _alias = new int[parts.Count];
        FillTables();
    }

    public IReadOnlyList<T> Values { get; }

    /// <summary>Of each value, 0 to 1; they add up to 1.</summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>The part of this mix that the other has values of; null where there is none.</summary>
    /// <param name="other">Only its values count.</param>
    /// <param name="share">How much of this mix it is, 0 to 1.</param>
    internal ScenarioMix<T>? Within(ScenarioMix<T> other, out double share)
    {
        var parts = Values.Zip(Shares, KeyValuePair.Create).Where(p => other.Values.Contains(p.Key)).ToList();
        share = Math.Min(1, parts.Sum(p => p.Value));
        return parts.Count == 0 ? null : new ScenarioMix<T>(parts);
    }

    /// <summary>Index of a value, drawn by its share.</summary>
    internal int Draw(ref ScenarioRandom random)
    {
        if (_keep.Length == 1)
        {
            return 0;
        }

        var position = random.NextDouble() * _keep.Length;
        var index = (int)position;
        return position - index < _keep[index] ? index : _alias[index];
    }

    private void FillTables()
    {
        var scaled = Shares.Select(s => s * _keep.Length).ToArray();
        var small = new Stack<int>();
        var large = new Stack<int>();
        for (var i = 0; i < scaled.Length; i++)
        {
            (scaled[i] < 1 ? small : large).Push(i);
        }

        while (small.Count > 0 && large.Count > 0)
        {
            var (low, high) = (small.Pop(), large.Pop());
            (_keep[low], _alias[low]) = (scaled[low], high);
            scaled[high] -= 1 - scaled[low];
            (scaled[high] < 1 ? small : large).Push(high);
        }

        foreach (var rest in small.Concat(large))
        {
            _keep[rest] = 1;
        }
    }
}
