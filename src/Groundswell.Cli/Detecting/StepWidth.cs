using System.Globalization;

namespace Groundswell.Cli.Detecting;

/// <summary>The step of a recording's rows. Collectors write times that wander by seconds: then the round width is meant that the steps lie around.</summary>
internal static class StepWidth
{
    private const double Near = 0.1;
    private const double Around = 0.1;
    private const double MostDrift = 0.25; // of a width, from a series' first row to its last

    private static readonly long[] RoundSeconds =
        [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 300, 360, 600, 720, 900, 1200, 1800, 3600, 7200, 10_800, 14_400, 21_600, 28_800, 43_200, 86_400];

    /// <param name="steps">Ticks between two rows of one series, and how often.</param>
    /// <param name="series">How many series the rows are of.</param>
    /// <returns>Null with fewer than two rows. The commonest; or a round one where steps differ, most lie around it, and the rows keep to it over the whole length.</returns>
    public static TimeSpan? Typical(IReadOnlyDictionary<long, int> steps, int series)
    {
        if (steps.Count == 0)
        {
            return null;
        }

        var commonest = steps.OrderByDescending(s => s.Value).ThenBy(s => s.Key).First().Key;
        var round = Round(TimeSpan.FromTicks(commonest)).Ticks;
        var around = steps.Where(s => Math.Abs(s.Key - round) <= Around * round).ToList();
        var many = around.Sum(s => (long)s.Value);
        var drift = around.Sum(s => (double)(s.Key - round) * s.Value) / series;
        return around.Count > 1 && many * 2 > steps.Values.Sum(n => (long)n) && Math.Abs(drift) <= MostDrift * round
            ? TimeSpan.FromTicks(round)
            : TimeSpan.FromTicks(commonest);
    }

    /// <summary>The round width near another; that itself where none is near.</summary>
    public static TimeSpan Round(TimeSpan width)
    {
        var nearest = RoundSeconds.Select(s => TimeSpan.FromSeconds(s)).MinBy(round => (round - width).Duration());
        return (nearest - width).Duration() <= Near * nearest ? nearest : width;
    }

    /// <summary>As <c>--bin</c> takes it.</summary>
    public static string Word(TimeSpan width)
    {
        var seconds = (long)Math.Round(width.TotalSeconds);
        var (number, unit) = seconds % 86_400 == 0 ? (seconds / 86_400, 'd') : seconds % 3600 == 0 ? (seconds / 3600, 'h') : seconds % 60 == 0 ? (seconds / 60, 'm') : (seconds, 's');
        return string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");
    }
}
