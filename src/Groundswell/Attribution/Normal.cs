namespace Groundswell.Attribution;

/// <summary>The normal distribution.</summary>
internal static class Normal
{
    /// <summary>P(X ≤ x), to 1e-7; Abramowitz and Stegun 26.2.17.</summary>
    public static double Cumulative(double x)
    {
        var z = Math.Abs(x);
        var t = 1 / (1 + (0.2316419 * z));
        var tail = Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI)
            * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>The x of which <see cref="Cumulative"/> is p, to 5e-4; Abramowitz and Stegun 26.2.23.</summary>
    /// <param name="p">Above 0 and below 1.</param>
    public static double Quantile(double p)
    {
        var t = Math.Sqrt(-2 * Math.Log(Math.Min(p, 1 - p)));
        var x = t - ((2.515517 + (t * (0.802853 + (t * 0.010328)))) / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308)))))));
        return p < 0.5 ? -x : x;
    }
}
