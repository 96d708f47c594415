using System.Globalization;

namespace Groundswell.Cli.Detecting;

/// <summary>The step of a recording's rows. Collectors write times that wander by seconds: then the round width is meant that the steps lie around.</summary>
internal static class StepWidth
{
    private const double Near = 0.05;
    private const double Around = 0.1;

    private static readonly long[] RoundSeconds =
        [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 300, 360, 600, 720, 900, 1200, 1800, 3600, 7200, 10_800, 14_400, 21_600, 28_800, 43_200, 86_400];

    /// <param name="steps">Ticks between two rows of one series, and how often.</param>
    /// <returns>Null with fewer than two rows. The commonest, or a round one where none is the step of most rows, and most wander around that.</returns>
    public static TimeSpan? Typical(IReadOnlyDictionary<long, int> steps)
    {
        if (steps.Count == 0)
        {
            return null;
        }

        var (commonest, times) = steps.OrderByDescending(s => s.Value).ThenBy(s => s.Key).First();
        var all = steps.Values.Sum(n => (long)n);
        if (times * 2L > all)
        {
            return TimeSpan.FromTicks(commonest);
        }

        var median = Median(steps, all);
        var round = RoundSeconds.Select(s => s * TimeSpan.TicksPerSecond).MinBy(width => Math.Abs(width - median));
        return Math.Abs(round - median) <= Near * round && steps.Where(s => Math.Abs(s.Key - round) <= Around * round).Sum(s => (long)s.Value) * 2 > all
            ? TimeSpan.FromTicks(round)
            : TimeSpan.FromTicks(commonest);
    }

    /// <summary>As <c>--bin</c> takes it.</summary>
    public static string Word(TimeSpan width)
    {
        var seconds = (long)Math.Round(width.TotalSeconds);
        var (number, unit) = seconds % 86_400 == 0 ? (seconds / 86_400, 'd') : seconds % 3600 == 0 ? (seconds / 3600, 'h') : seconds % 60 == 0 ? (seconds / 60, 'm') : (seconds, 's');
        return string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");
    }

    private static long Median(IReadOnlyDictionary<long, int> steps, long all)
    {
        var below = 0L;
        foreach (var (step, times) in steps.OrderBy(s => s.Key))
        {
            below += times;
            if (below * 2 >= all)
            {
                return step;
            }
        }

        return 0;
    }
}
