namespace Groundswell.Bench.Lives;

/// <summary>How often what is published with a probability is right, in ten bins.</summary>
internal sealed class LifeCalibration
{
    private const int Bins = 10;

    private readonly double[] _told = new double[Bins];
    private readonly int[] _right = new int[Bins];
    private readonly int[] _count = new int[Bins];

    public int Count => _count.Sum();

    public double Told => _told.Sum() / Math.Max(1, Count);

    public double Right => (double)_right.Sum() / Math.Max(1, Count);

    /// <summary>Mean distance between what was said and what was so.</summary>
    public double Error => Enumerable.Range(0, Bins).Sum(b => Math.Abs(_told[b] - _right[b])) / Math.Max(1, Count);

    public IEnumerable<(double Told, double Right, int Count)> Filled =>
        Enumerable.Range(0, Bins).Where(b => _count[b] > 0).Select(b => (_told[b] / _count[b], (double)_right[b] / _count[b], _count[b]));

    public void Add(double probability, bool isRight)
    {
        var bin = Math.Min(Bins - 1, (int)(probability * Bins));
        _told[bin] += probability;
        _right[bin] += isRight ? 1 : 0;
        _count[bin]++;
    }

    public void Add(LifeCalibration other)
    {
        for (var bin = 0; bin < Bins; bin++)
        {
            _told[bin] += other._told[bin];
            _right[bin] += other._right[bin];
            _count[bin] += other._count[bin];
        }
    }
}
