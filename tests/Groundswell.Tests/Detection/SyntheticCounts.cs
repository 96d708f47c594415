namespace Groundswell.Tests.Detection;

/// <summary>Seeded counts with a daily and weekly rhythm, Poisson or overdispersed, and excesses where a test wants them.</summary>
internal sealed class SyntheticCounts(int seed)
{
    private readonly CountDraws _draws = new(new Random(seed));

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
            mean = _draws.Gamma(mean / (Dispersion - 1)) * (Dispersion - 1);
        }

        return Poisson(mean) + Poisson(Excess(bin));
    }

    public int Poisson(double mean) => _draws.Poisson(mean);
}
