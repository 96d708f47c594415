namespace Groundswell.Detection;

/// <summary>What time leaves of what is known: a factor a bin, and its powers for the few bins that silence is taken in by.</summary>
internal sealed class Fading
{
    private readonly double[] _powers;

    public Fading(double ofOneBin, int mostBins)
    {
        OfOneBin = ofOneBin;
        _powers = [.. Enumerable.Range(0, mostBins + 1).Select(bins => Math.Pow(ofOneBin, bins))];
    }

    public double OfOneBin { get; }

    /// <summary>Of so many bins.</summary>
    public double Of(long bins) => bins < _powers.Length ? _powers[bins] : Math.Pow(OfOneBin, bins);
}
