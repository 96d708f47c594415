namespace Groundswell.Detection;

/// <summary>
/// The places that two features of a stream have been at, as a bounded set of points that covers them: a new point is kept only where none
/// is near, and when the set is full, "near" grows and the set thins out. How far a row is from the nearest point is its novelty here.
/// </summary>
internal sealed class NoveltyMap(int first, int second)
{
    private const int Capacity = 192;
    private const double Growth = 1.25;
    private const double Farthest = 5; // units in one feature: what a whole range is, and all that lies beyond it

    private readonly double[] _points = new double[2 * Capacity];
    private double _near = 0.05;
    private int _count;

    /// <summary>The distance to the nearest point, in units; 0 as long as there is none.</summary>
    public double Distance(ReadOnlySpan<double> features, ReadOnlySpan<double> units)
    {
        if (_count == 0)
        {
            return 0;
        }

        var (x, y, perX, perY) = (features[first], features[second], 1 / units[first], 1 / units[second]);
        var nearest = double.MaxValue;
        for (var i = 0; i < 2 * _count; i += 2)
        {
            var dx = Math.Min(Math.Abs(x - _points[i]) * perX, Farthest);
            var dy = Math.Min(Math.Abs(y - _points[i + 1]) * perY, Farthest);
            nearest = Math.Min(nearest, (dx * dx) + (dy * dy));
        }

        return Math.Sqrt(nearest);
    }

    /// <summary>Keeps a row's place unless it is near a point.</summary>
    /// <param name="features">The row.</param>
    /// <param name="units">A unit of each feature.</param>
    /// <param name="distance">What it was from the nearest point when it came: most rows need no second look.</param>
    public void Keep(ReadOnlySpan<double> features, ReadOnlySpan<double> units, double distance)
    {
        if (_count > 0 && (distance <= _near || Distance(features, units) <= _near))
        {
            return;
        }

        while (_count == Capacity)
        {
            _near *= Growth;
            Thin(units);
        }

        _points[2 * _count] = features[first];
        _points[(2 * _count) + 1] = features[second];
        _count++;
    }

    private void Thin(ReadOnlySpan<double> units)
    {
        var (perX, perY) = (1 / units[first], 1 / units[second]);
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            var (x, y) = (_points[2 * i], _points[(2 * i) + 1]);
            var alone = true;
            for (var j = 0; j < kept && alone; j++)
            {
                var dx = (x - _points[2 * j]) * perX;
                var dy = (y - _points[(2 * j) + 1]) * perY;
                alone = (dx * dx) + (dy * dy) > _near * _near;
            }

            if (alone)
            {
                _points[2 * kept] = x;
                _points[(2 * kept) + 1] = y;
                kept++;
            }
        }

        _count = kept;
    }
}
