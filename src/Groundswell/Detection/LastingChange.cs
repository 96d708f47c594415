using System.Runtime.CompilerServices;

namespace Groundswell.Detection;

/// <summary>
/// Whether a series has left its usual for good: every block of an eighth of the time that a change must last has said so, at all hours, and on the
/// same side. One evening's outage, or a night that is quiet, breaks the run. From then on each further block is taken at its word, so that
/// a change that goes on, such as a service that grows all week, is followed with a day's delay.
/// </summary>
internal struct LastingChange
{
    public const int Blocks = 8;
    public const double LargeChange = 4; // times the usual, or a part of it: so far off its rhythm may be another one as well
    private const int Held = 4; // blocks of which the new level is made
    private const double LeastChange = 0.15; // of the usual: less is left to level and drift
    private const double LeastReports = 20; // counted or expected in a block, or it says nothing
    private const int FallBlocks = 12; // a fall takes half as long again: a weekend is none, and nobody is called down meanwhile
    private const double Scatter = 2; // variance over mean of a block

    private Sums _counts;
    private Sums _expected;
    private double _count;
    private double _mean;
    private int _bins;
    private int _run; // blocks that said the same, negative for a fall

    /// <summary>Takes in bins; where they close a block that settles it, what the level is to be multiplied by, else 0.</summary>
    /// <param name="count">Reports.</param>
    /// <param name="mean">Reports expected by level and rhythm.</param>
    /// <param name="bins">How many.</param>
    /// <param name="blockBins">Bins of a block.</param>
    public double Take(double count, double mean, int bins, int blockBins)
    {
        _count += count;
        _mean += mean;
        _bins += bins;
        if (_bins < blockBins || _count + _mean < LeastReports)
        {
            return 0;
        }

        for (var i = Held - 1; i > 0; i--)
        {
            (_counts[i], _expected[i]) = (_counts[i - 1], _expected[i - 1]);
        }

        (_counts[0], _expected[0]) = (_count, _mean);
        var chance = Math.Sqrt(Scatter * _mean);
        var side = _count > (_mean * (1 + LeastChange)) + chance ? 1 : _count < (_mean / (1 + LeastChange)) - chance ? -1 : 0;
        (_count, _mean, _bins) = (0, 0, 0);
        _run = side == 0 ? 0 : side == Math.Sign(_run) ? Math.Clamp(_run + side, -FallBlocks, Blocks) : side;
        return _run == Blocks || _run == -FallBlocks ? Ratio(side) : 0;
    }

    /// <summary>The level is another now: what is held is told in it.</summary>
    public void Rescale(double ratio)
    {
        for (var i = 0; i < Held; i++)
        {
            _expected[i] *= ratio;
        }

        _mean *= ratio;
    }

    /// <summary>What all blocks held agree on, so that an outage within the last of them is not taken for the new usual; far off, their mean.</summary>
    private readonly double Ratio(int side)
    {
        double count = 0, expected = 0, least = double.MaxValue, most = 0;
        for (var i = 0; i < Held; i++)
        {
            count += _counts[i];
            expected += _expected[i];
            var ratio = _counts[i] / Math.Max(double.Epsilon, _expected[i]);
            (least, most) = (Math.Min(least, ratio), Math.Max(most, ratio));
        }

        var mean = count / Math.Max(double.Epsilon, expected);
        return mean is > LargeChange or < 1 / LargeChange ? mean : side > 0 ? least : most;
    }

    [InlineArray(Held)]
    private struct Sums
    {
        private double _first;
    }
}
