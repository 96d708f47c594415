namespace Groundswell.Detection;

/// <summary>What a series is expected to count in one bin.</summary>
/// <param name="Expected">The mean; NaN where nothing is known.</param>
/// <param name="Lower">2.5 % quantile.</param>
/// <param name="Upper">97.5 % quantile.</param>
public readonly record struct Expectation(double Expected, double Lower, double Upper)
{
    /// <summary>Nothing is known.</summary>
    public static Expectation None => new(double.NaN, double.NaN, double.NaN);
}
