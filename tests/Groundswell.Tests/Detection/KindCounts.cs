namespace Groundswell.Tests.Detection;

/// <summary>
/// Seeded counts of the kinds that real series show, in any bins, from a Monday. What they are made of was measured of real ones
/// (docs/detection-kinds.md): scatter <c>φ + c m</c>, a slow disturbance and a fast one, curves of weekdays and weekends.
/// </summary>
internal sealed class KindCounts(int seed)
{
    private const double FastMinutes = 10;

    private readonly Random _random = new(seed);
    private double _slow;
    private double _fast;

    /// <summary>Reports a minute.</summary>
    public double Level { get; init; } = 1;

    public double BinMinutes { get; init; } = 5;

    public double Phi { get; init; } = 1.4;

    /// <summary>The deviation of a bin in proportion to its mean, c's square root.</summary>
    public double Proportional { get; init; }

    public double Slow { get; init; } = 0.1;

    public double SlowHours { get; init; } = 5.5;

    public double Fast { get; init; }

    /// <summary>Bins in ten thousand that are four deviations over the usual or more, and eight or more.</summary>
    public (double Four, double Eight) Tail { get; init; }

    /// <summary>Factor of the usual by local hour since Monday's midnight.</summary>
    public Func<double, double> Week { get; init; } = Afternoon;

    /// <summary>What is laid in, as a factor of the usual, by minutes since the beginning.</summary>
    public Func<double, double> Factor { get; init; } = _ => 1;

    public static double Afternoon(double hour) => (1 + (0.5 * Math.Sin(2 * Math.PI * (hour - 9) / 24))) * (hour % 168 >= 120 ? 0.75 : 1);

    /// <summary>Two peaks on weekdays, one hump at weekends.</summary>
    public static double Commute(double hour)
    {
        var (day, clock) = (hour % 168 / 24, hour % 24);
        return 0.05 + (day < 5
            ? (2.6 * Bump(clock, 8, 0.9)) + (2.2 * Bump(clock, 17.3, 1.3)) + (0.7 * Bump(clock, 12.5, 2.5))
            : 0.9 * Bump(clock, 14, 3.5));
    }

    /// <summary>Three times the usual from ten on Friday and Saturday until four.</summary>
    public static double Nights(double hour)
    {
        var (day, clock) = ((int)(hour % 168 / 24), hour % 24);
        var night = (day is 4 or 5 && clock >= 22) || (day is 5 or 6 && clock < 4);
        return (1 + (0.4 * Math.Sin(2 * Math.PI * (hour - 9) / 24))) * (night ? 3 : 1);
    }

    public int Next(long bin)
    {
        var minute = bin * BinMinutes;
        _slow = Step(_slow, Slow, BinMinutes / (SlowHours * 60));
        _fast = Step(_fast, Fast, BinMinutes / FastMinutes);
        var mean = Level * BinMinutes * Week(minute / 60) * Factor(minute) * Math.Exp(_slow + _fast - (((Slow * Slow) + (Fast * Fast)) / 2));
        var extra = Phi - 1 + (Proportional * Proportional * mean);
        var count = Poisson(extra > 0 && mean > 0 ? Gamma(mean / extra) * extra : mean);
        var u = 1e4 * _random.NextDouble();
        var deviations = u < Tail.Eight ? 8 / Math.Sqrt(1 - _random.NextDouble()) : u < Tail.Four ? 4 + (4 * _random.NextDouble()) : 0;
        return count + (int)(Math.Min(80, deviations) * Math.Sqrt(mean * (extra + 1)));
    }

    private static double Bump(double hour, double at, double width) => Math.Exp(-0.5 * Math.Pow((hour - at) / width, 2));

    private double Step(double z, double deviation, double passed)
    {
        var keep = Math.Exp(-passed);
        return (keep * z) + (deviation * Math.Sqrt(1 - (keep * keep)) * Normal());
    }

    private int Poisson(double mean)
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
            return Gamma(shape + 1) * Math.Pow(1 - _random.NextDouble(), 1 / shape);
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

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
