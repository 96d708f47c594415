namespace Groundswell.Detection;

/// <summary>What the detector says of one series after one bin, from bins up to that one only.</summary>
public readonly record struct Assessment
{
    /// <summary>Bins since the Unix epoch, of the series' own width.</summary>
    public required long Bin { get; init; }

    public required SeriesState State { get; init; }

    /// <summary>Count in the bin; NaN where it is missing.</summary>
    public required double Observed { get; init; }

    /// <summary>Count that was expected in the bin, before it was seen.</summary>
    public required double Expected { get; init; }

    /// <summary>2.5 % quantile of the expected counts.</summary>
    public required double Lower { get; init; }

    /// <summary>97.5 % quantile of the expected counts.</summary>
    public required double Upper { get; init; }

    /// <summary>How surprising the latest bins are: 0 not at all, towards 1 beyond doubt; comparable between series.</summary>
    public required double Score { get; init; }

    /// <summary>ln P(observed | down) / P(observed | up) over the latest bins.</summary>
    public required double LogBayesFactor { get; init; }

    /// <summary>The mean of <see cref="LogBayesFactor"/> if the series were down: how much its silence is worth.</summary>
    public required double Information { get; init; }

    /// <summary>How much of the baseline the series has shown itself, 0 to 1; the rest is borrowed from its parents or guessed.</summary>
    public double Known { get; init; }

    /// <summary>The bin in which the present excess began, or null where there is none.</summary>
    public long? OnsetBin { get; init; }

    /// <summary>With <see cref="OnsetLatest"/>, the bins between which it began with a probability of 80 %.</summary>
    public long? OnsetEarliest { get; init; }

    public long? OnsetLatest { get; init; }
}
