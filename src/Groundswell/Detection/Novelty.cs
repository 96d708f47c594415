namespace Groundswell.Detection;

/// <summary>
/// How unlike everything before a row is, over all pairs of features. A row becomes part of what is known an hour's worth of rows
/// later, so that a drift cannot make itself known step by step and a new regime stays new for a while.
/// </summary>
internal sealed class Novelty
{
    private const int Maps = ValueFeatures.Count * (ValueFeatures.Count - 1) / 2;
    private const int DelayRows = 61;
    private const int SkippedRows = 10; // of the first ones the means say nothing
    private const double HalfAge = 100; // rows after which novelty counts half: at first nearly everything is new

    /// <summary>Before this many rows nothing is known to compare with.</summary>
    public const int FirstRow = DelayRows + SkippedRows + 1;

    private readonly NoveltyMap[] _maps = new NoveltyMap[Maps];
    private readonly FeatureScale[] _scales = new FeatureScale[ValueFeatures.Count];
    private readonly double[] _delayed = new double[DelayRows * ValueFeatures.Count];
    private readonly double[] _distances = new double[DelayRows * Maps];
    private long _rows;

    /// <summary>The novelty of the last row's value and step alone: it ends with what is new, while means of rows still hold it.</summary>
    public double Present { get; private set; }

    public Novelty()
    {
        var map = 0;
        for (var i = 0; i < ValueFeatures.Count; i++)
        {
            for (var j = i + 1; j < ValueFeatures.Count; j++)
            {
                _maps[map++] = new NoveltyMap(i, j);
            }
        }
    }

    /// <summary>Judges the next row by those before it, and takes note of it.</summary>
    /// <returns>
    /// The distances in all pairs, combined by the square of the mean root, so that pairs must agree: one far distance among small
    /// ones counts little.
    /// </returns>
    public double Observe(ReadOnlySpan<double> features)
    {
        Span<double> units = stackalloc double[ValueFeatures.Count];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = _scales[i].Learn(features[i]);
        }

        var slot = (int)(_rows % DelayRows);
        var kept = _delayed.AsSpan(slot * ValueFeatures.Count, ValueFeatures.Count);
        var distances = _distances.AsSpan(slot * Maps, Maps);
        var roots = 0.0;
        for (var i = 0; i < Maps; i++)
        {
            if (_rows >= DelayRows + SkippedRows)
            {
                _maps[i].Keep(kept, units, distances[i]);
            }

            distances[i] = _maps[i].Distance(features, units);
            roots += Math.Sqrt(distances[i]);
        }

        features.CopyTo(kept);
        _rows++;
        roots /= Maps;
        var share = _rows / (_rows + HalfAge);
        Present = distances[0] * share;
        return roots * roots * share;
    }
}
