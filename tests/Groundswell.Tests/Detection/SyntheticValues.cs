namespace Groundswell.Tests.Detection;

/// <summary>Streams of the kinds that metrics come in, five minutes a row.</summary>
internal static class SyntheticValues
{
    public const int Day = 288;
    public const int Week = 7 * Day;

    public static double[] White(int seed, int rows)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => Normal(random))];
    }

    public static double[] Autoregressive(int seed, int rows, double memory)
    {
        var values = White(seed, rows);
        for (var i = 1; i < rows; i++)
        {
            values[i] += memory * values[i - 1];
        }

        return values;
    }

    /// <summary>Noise in which values far out are common: Student's t with three degrees of freedom.</summary>
    public static double[] HeavyTailed(int seed, int rows)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(_ =>
        {
            var (a, b, c) = (Normal(random), Normal(random), Normal(random));
            return Normal(random) / Math.Sqrt(((a * a) + (b * b) + (c * c)) / 3);
        })];
    }

    /// <summary>A machine that works from nine to six.</summary>
    public static double[] Office(int seed, int rows)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(i => (IsWork(i) ? 80 + (4 * Normal(random)) : 20 + Normal(random)))];
    }

    public static bool IsWork(int row) => row % Day is >= 108 and < 216;

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
