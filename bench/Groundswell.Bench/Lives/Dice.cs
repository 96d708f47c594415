namespace Groundswell.Bench.Lives;

/// <summary>Draws that the generator needs, from one seed.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public double Next() => _random.NextDouble();

    public int Next(int below) => _random.Next(below);

    public double Between(double from, double to) => from + ((to - from) * _random.NextDouble());

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public double Exponential(double mean) => -mean * Math.Log(1 - _random.NextDouble());

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>ln of it is normal around ln of the median.</summary>
    public double LogNormal(double median, double spread) => median * Math.Exp(spread * Normal());

    /// <summary>Between 0 and 1, with that mean and standard deviation: the mean of as many uniform draws as give it, shifted; near enough to a beta.</summary>
    public double Around(double mean, double spread) => Math.Clamp(mean + (spread * Normal()), 0.01, 0.99);

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>The first items are the popular ones: 1/rank to a power.</summary>
    public T Popular<T>(IReadOnlyList<T> items, double power = 1) => items[Weighted(items.Count, i => Math.Pow(i + 1, -power))];

    public int Weighted(int count, Func<int, double> weight)
    {
        var total = 0.0;
        for (var i = 0; i < count; i++)
        {
            total += weight(i);
        }

        var at = _random.NextDouble() * total;
        for (var i = 0; i < count - 1; i++)
        {
            at -= weight(i);
            if (at < 0)
            {
                return i;
            }
        }

        return count - 1;
    }

    public void Shuffle<T>(T[] items) => _random.Shuffle(items);
}
