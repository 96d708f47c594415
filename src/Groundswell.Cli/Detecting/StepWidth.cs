using System.Globalization;

namespace Groundswell.Cli.Detecting;

/// <summary>The step of a recording's rows. Collectors write times that wander by seconds: then the round width is meant that the steps lie around.</summary>
internal static class StepWidth
{
    private const double Near = 0.1;
    private const double Around = 0.1;
    private const int FewSteps = 8;
    private const double MostKept = 0.9; // of the steps
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

    /// <summary>The step that one series keeps by itself, where that is clearly not the one given.</summary>
    /// <param name="steps">Ticks between two of its rows, and how often.</param>
    /// <param name="given">What it is judged at otherwise.</param>
    /// <returns>Null where it is the one given, or where it has too few rows, or too uneven ones, to tell: a row may be missing, so any whole number of steps is one.</returns>
    public static TimeSpan? Own(IReadOnlyDictionary<long, int> steps, TimeSpan given)
    {
        if (steps.Values.Sum(n => (long)n) is var many && many < FewSteps || Typical(steps, 1) is not { } own)
        {
            return null;
        }

        own = own < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : own > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : own;
        var kept = steps.Where(s => IsWhole(s.Key / (double)own.Ticks)).Sum(s => (long)s.Value);
        return (own - given).Duration() > Near * given && kept >= MostKept * many ? own : null;
    }

    private static bool IsWhole(double widths) => widths > 1 - Near && Math.Abs(widths - Math.Round(widths)) <= Near;

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
