namespace Groundswell.Tests.Detection;

/// <summary>
/// Seeded counts of the kinds that real series show, in any bins, from a Monday. What they are made of was measured of real ones
/// (docs/detection-kinds.md): scatter <c>φ + c m</c>, a slow disturbance and a fast one, curves of weekdays and weekends.
/// </summary>
internal sealed class KindCounts
{
    private const double FastMinutes = 10;

    private readonly Random _random;
    private readonly CountDraws _draws;
    private double _slow;
    private double _fast;

    public KindCounts(int seed)
    {
        _random = new Random(seed);
        _draws = new CountDraws(_random);
    }

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
        var count = _draws.Poisson(extra > 0 && mean > 0 ? _draws.Gamma(mean / extra) * extra : mean);
        var u = 1e4 * _random.NextDouble();
        var deviations = u < Tail.Eight ? 8 / Math.Sqrt(1 - _random.NextDouble()) : u < Tail.Four ? 4 + (4 * _random.NextDouble()) : 0;
        return count + (int)(Math.Min(80, deviations) * Math.Sqrt(mean * (extra + 1)));
    }

    private static double Bump(double hour, double at, double width) => Math.Exp(-0.5 * Math.Pow((hour - at) / width, 2));

    private double Step(double z, double deviation, double passed)
    {
        var keep = Math.Exp(-passed);
        return (keep * z) + (deviation * Math.Sqrt(1 - (keep * keep)) * _draws.Normal());
    }
}
