using System.Globalization;

namespace Groundswell.Cli.Plotting;

/// <summary>Round times for an axis, each with a word as short as its neighbours allow.</summary>
internal static class TimeAxis
{
    private const int MostTicks = 11;

    private static readonly TimeSpan[] Steps =
    [
        .. ((int[])[1, 2, 5, 10, 15, 30]).Select(s => TimeSpan.FromSeconds(s)),
        .. ((int[])[1, 2, 5, 10, 15, 30]).Select(m => TimeSpan.FromMinutes(m)),
        .. ((int[])[1, 2, 3, 6, 12]).Select(h => TimeSpan.FromHours(h)),
        .. ((int[])[1, 2, 7, 14]).Select(d => TimeSpan.FromDays(d)),
    ];

    private static readonly int[] StepsOfMonths = [1, 3, 6, 12, 24, 60, 120, 1200, 12_000];

    /// <summary>In the zone of <paramref name="from"/>.</summary>
    public static IEnumerable<(DateTimeOffset Time, string Label, bool IsDay)> Ticks(DateTimeOffset from, DateTimeOffset to)
    {
        var step = Steps.FirstOrDefault(s => (to - from) / s <= MostTicks);
        return step > TimeSpan.Zero ? Even(from, to, step) : Months(from, to);
    }

    private static IEnumerable<(DateTimeOffset Time, string Label, bool IsDay)> Even(DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        // Day one of the calendar was a Monday, so weeks begin on Mondays.
        var local = from.DateTime.Ticks;
        var first = (local + step.Ticks - 1) / step.Ticks * step.Ticks;
        for (var ticks = first; ticks - local <= (to - from).Ticks && ticks <= DateTime.MaxValue.Ticks; ticks += step.Ticks)
        {
            if (ticks - from.Offset.Ticks > DateTime.MaxValue.Ticks)
            {
                yield break;
            }

            var at = new DateTimeOffset(ticks, from.Offset);
            var isDay = at.TimeOfDay == TimeSpan.Zero;
            var format = isDay ? (ticks == first && step >= TimeSpan.FromDays(1) ? "d MMM yyyy" : "d MMM") : step < TimeSpan.FromMinutes(1) ? "HH:mm:ss" : "HH:mm";
            yield return (at, at.ToString(format, CultureInfo.InvariantCulture), isDay && step < TimeSpan.FromDays(1));
        }
    }

    private static IEnumerable<(DateTimeOffset Time, string Label, bool IsDay)> Months(DateTimeOffset from, DateTimeOffset to)
    {
        var months = (to - from).TotalDays / 30.4;
        var step = StepsOfMonths.First(s => s == StepsOfMonths[^1] || months / s <= MostTicks);
        for (var month = ((from.Year * 12) + from.Month - 1 + step - 1) / step * step; month / 12 <= DateTime.MaxValue.Year; month += step)
        {
            var at = new DateTimeOffset(Math.Max(1, month / 12), (month % 12) + 1, 1, 0, 0, 0, from.Offset);
            if (at > to)
            {
                yield break;
            }

            if (at >= from)
            {
                yield return (at, at.ToString(step >= 12 ? "yyyy" : "MMM yyyy", CultureInfo.InvariantCulture), false);
            }
        }
    }
}
