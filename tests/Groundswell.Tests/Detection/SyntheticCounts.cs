namespace Groundswell.Tests.Detection;

/// <summary>Seeded counts with a daily and weekly rhythm, Poisson or overdispersed, and excesses where a test wants them.</summary>
internal sealed class SyntheticCounts(int seed)
{
    private readonly Random _random = new(seed);

    public double Mean { get; init; } = 1;

    /// <summary>Half the distance from the quietest to the busiest hour, as a share of the mean.</summary>
    public double Swing { get; init; } = 0.5;

    public double Dispersion { get; init; } = 1.3;

    public double BinMinutes { get; init; } = 1;

    /// <summary>Expected reports beyond the usual in a bin.</summary>
    public Func<long, double> Excess { get; init; } = _ => 0;

    public double Expected(long bin)
    {
        var minute = bin * BinMinutes;
        var weekend = (long)((minute / 1440) + 3) % 7 >= 5 ? 0.7 : 1;
        return Mean * (1 + (Swing * Math.Sin(2 * Math.PI * minute / 1440))) * weekend;
    }

    public int Next(long bin)
    {
        var mean = Expected(bin);
        if (Dispersion > 1)
        {
            mean = Gamma(mean / (Dispersion - 1)) * (Dispersion - 1);
        }

        return Poisson(mean) + Poisson(Excess(bin));
    }

    public int Poisson(double mean)
    {
        if (mean > 500)
        {
            return (int)Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * Normal())));
        }

        var limit = Math.Exp(-mean);
        var count = -1;
        for (var product = 1.0; product > limit; count++)
        {
            product *= _random.NextDouble();
        }

        return Math.Max(0, count);
    }

    // Marsaglia and Tsang, "A simple method for generating gamma variables", 2000.
    private double Gamma(double shape)
    {
        if (shape < 1)
        {
            return Gamma(shape + 1) * Math.Pow(_random.NextDouble(), 1 / shape);
        }

        var d = shape - (1 / 3.0);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal();
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - _random.NextDouble()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }

    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
