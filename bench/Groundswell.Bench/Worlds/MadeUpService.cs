using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Scenarios;

namespace Groundswell.Bench.Worlds;

/// <summary>
/// A service that does not exist: how often, when and how unevenly it is reported, and how its reports fall on countries and symptoms
/// (Zipf's law, each with an order of its own). Seeded by its number.
/// </summary>
internal sealed class MadeUpService
{
    private const int Minutes = 7 * 24 * 60;
    private const double CountryExponent = 1.5;
    private const double SymptomExponent = 1;

    private static readonly RegionId[] World =
        [.. "US GB DE FR IN BR JP CA AU IT ES NL PL SE MX ID TR KR AR ZA NO DK FI CH AT BE IE PT NZ SG".Split(' ').Select(code => RegionId.Parse(code))];

    private readonly RegionId[] _countries;
    private readonly double[] _ofCountry;
    private readonly double[] _ofSymptom;
    private readonly int[] _cells;
    private readonly float[] _week;
    private ScenarioRandom _random;
    private ScenarioRandom _moods;
    private double _slow;
    private double _fast;

    /// <param name="number">Of the service, from 1.</param>
    /// <param name="reportsPerMinute">On average.</param>
    /// <param name="countries">From how many it is reported; at most 30.</param>
    /// <param name="symptoms">How many are reported.</param>
    /// <param name="week">Factor on the rate for each minute of a week, from Thursday on as the epoch began; see <see cref="WeekOf"/>.</param>
    public MadeUpService(int number, double reportsPerMinute, int countries, int symptoms, float[] week)
    {
        Number = number;
        ReportsPerMinute = reportsPerMinute;
        _week = week;
        _random = ScenarioRandom.For(seed: 20251020, source: number, minute: 0);
        _moods = ScenarioRandom.For(seed: 20251020, source: number, minute: 1);
        var first = _random.NextInt32(World.Length);
        _countries = [.. Enumerable.Range(0, countries).Select(i => World[(first + i) % World.Length])];
        _ofCountry = SharesUpTo(countries, CountryExponent);
        _ofSymptom = SharesUpTo(symptoms, SymptomExponent);
        _cells = new int[countries * symptoms];
    }

    public int Number { get; }

    public double ReportsPerMinute { get; }

    /// <summary>Variance over mean of a minute's count; 1 is Poisson's.</summary>
    public double VarianceOverMean { get; init; } = 1;

    /// <summary>Or else the size r: variance = mean + mean²/r.</summary>
    public double Size { get; init; } = double.PositiveInfinity;

    /// <summary>Or else with the disturbances and the tail that were measured of real counts (docs/detection-kinds.md).</summary>
    public bool IsDisturbed { get; init; }

    /// <summary>The same at every hour.</summary>
    public static float[] Flat { get; } = WeekOf(ScenarioRhythm.Flat);

    public static float[] WeekOf(ScenarioRhythm rhythm) =>
        [.. Enumerable.Range(0, Minutes).Select(m => (float)rhythm.At(DateTimeOffset.UnixEpoch.AddMinutes(m)))];

    /// <summary>Shares of this service's series (total, countries, symptoms) in its reports.</summary>
    public IEnumerable<double> SharesOfSeries() => [1, .. Steps(_ofCountry), .. Steps(_ofSymptom)];

    /// <summary>Draws a minute's reports.</summary>
    /// <param name="minute">Since the epoch.</param>
    /// <param name="counts">Emptied and filled.</param>
    public void Draw(long minute, List<SeriesCount> counts)
    {
        counts.Clear();
        var mean = ReportsPerMinute * _week[minute % Minutes];
        if (IsDisturbed)
        {
            mean *= Mood();
        }

        var size = VarianceOverMean > 1 ? mean / (VarianceOverMean - 1) : Size;
        var reports = CountSampler.Draw(ref _random, mean, size) + (IsDisturbed ? Heap(mean, size) : 0);
        if (reports == 0)
        {
            return;
        }

        for (var i = 0; i < reports; i++)
        {
            _cells[(Pick(_ofCountry) * _ofSymptom.Length) + Pick(_ofSymptom)]++;
        }

        for (var i = 0; i < _cells.Length; i++)
        {
            if (_cells[i] > 0)
            {
                counts.Add(new SeriesCount(_countries[i / _ofSymptom.Length], i % _ofSymptom.Length, _cells[i]));
                _cells[i] = 0;
            }
        }
    }

    private double Mood()
    {
        _slow = Step(_slow, MeasuredCounts.Slow, MeasuredCounts.SlowMinutes);
        _fast = Step(_fast, MeasuredCounts.Fast, MeasuredCounts.FastMinutes);
        return Math.Exp(_slow + _fast - (((MeasuredCounts.Slow * MeasuredCounts.Slow) + (MeasuredCounts.Fast * MeasuredCounts.Fast)) / 2));
    }

    private double Step(double z, double deviation, double memory)
    {
        var keep = Math.Exp(-1 / memory);
        var normal = Math.Sqrt(-2 * Math.Log(1 - _moods.NextDouble())) * Math.Cos(2 * Math.PI * _moods.NextDouble());
        return (keep * z) + (deviation * Math.Sqrt(1 - (keep * keep)) * normal);
    }

    /// <summary>Reports of a minute far out in the tail.</summary>
    private int Heap(double mean, double size)
    {
        var (place, height) = (_moods.NextDouble(), _moods.NextDouble());
        var deviations = place < MeasuredCounts.FarTail ? 8 / Math.Sqrt(1 - height) : place < MeasuredCounts.Tail ? 4 + (4 * height) : 0;
        return (int)(Math.Min(MeasuredCounts.MostDeviations, deviations) * Math.Sqrt(mean + (mean * mean / size)));
    }

    private static double[] SharesUpTo(int count, double exponent)
    {
        var sums = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            sum += Math.Pow(i + 1, -exponent);
            sums[i] = sum;
        }

        return [.. sums.Select(s => s / sum)];
    }

    private static IEnumerable<double> Steps(double[] sums) => sums.Select((s, i) => i == 0 ? s : s - sums[i - 1]);

    private int Pick(double[] sums)
    {
        var u = _random.NextDouble();
        var i = 0;
        while (i < sums.Length - 1 && u >= sums[i])
        {
            i++;
        }

        return i;
    }
}
