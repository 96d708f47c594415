using System.Globalization;
using System.Text;

namespace Groundswell.Server.Pages.Charts;

/// <summary>
/// A day in a line 47 wide and 14 high, as the <c>d</c> of a path: integers, relative commands, runs drawn as one. A home
/// page has hundreds of them, so every character counts.
/// </summary>
internal static class Sparkline
{
    public const int Height = 14;

    // The scale reaches at least this many times the usual: the noise of a quiet day must not look like a storm.
    private const double Headroom = 3.5;
    private const double SmallestScale = 8;
    private const double HalfHour = 30;
    private const double LeastPassed = 1.0 / 6; // a rate of less than five minutes is mostly chance

    /// <summary>
    /// The counts with the half hour that still runs at its rate so far: its bare count would look like a recovery each time one begins.
    /// In its first minutes it stands at least as high as the one before.
    /// </summary>
    /// <param name="reports">Half hours, the last of which holds <paramref name="at"/>.</param>
    /// <param name="at">Up to when was counted.</param>
    public static IReadOnlyList<int> AtRateSoFar(IReadOnlyList<int> reports, DateTimeOffset at)
    {
        var passed = at.TimeOfDay.TotalMinutes % HalfHour / HalfHour;
        if (reports.Count < 2 || passed == 0)
        {
            return reports;
        }

        var last = passed < LeastPassed ? Math.Max(reports[^1], reports[^2]) : (int)Math.Round(reports[^1] / passed);
        return [.. reports.SkipLast(1), last];
    }

    /// <summary>Path of the counts.</summary>
    public static string Reports(IReadOnlyList<int> reports, IReadOnlyList<float> expected)
    {
        var scale = Scale(reports, expected);
        return Path([.. reports.Select(r => Level(r, scale))]);
    }

    /// <summary>Path of what was expected, every fourth point; empty where nothing is known.</summary>
    public static string Expected(IReadOnlyList<int> reports, IReadOnlyList<float> expected)
    {
        var scale = Scale(reports, expected);
        var levels = new int[expected.Count];
        var last = -1;
        for (var i = 0; i < levels.Length; i++)
        {
            if (!float.IsNaN(expected[i]) && (i % 4 == 0 || last < 0 || i == levels.Length - 1))
            {
                last = Level(expected[i], scale);
            }

            levels[i] = last;
        }

        var start = Array.FindIndex(levels, l => l >= 0);
        return start < 0 ? "" : Path(levels.AsSpan(start), start);
    }

    private static double Scale(IReadOnlyList<int> reports, IReadOnlyList<float> expected)
    {
        var most = SmallestScale;
        for (var i = 0; i < reports.Count; i++)
        {
            most = Math.Max(most, reports[i]);
            if (i < expected.Count && !float.IsNaN(expected[i]))
            {
                most = Math.Max(most, expected[i] * Headroom);
            }
        }

        return most;
    }

    private static int Level(double count, double scale) => Height - (int)Math.Round(count / scale * Height, MidpointRounding.AwayFromZero);

    private static string Path(ReadOnlySpan<int> levels, int start = 0)
    {
        var path = new StringBuilder(160);
        path.Append(CultureInfo.InvariantCulture, $"M{start} {(levels.IsEmpty ? Height : levels[0])}");
        var isLine = false;
        for (var i = 1; i < levels.Length;)
        {
            var run = 0;
            while (i + run < levels.Length && levels[i + run] == levels[i - 1])
            {
                run++;
            }

            if (run > 0)
            {
                path.Append(CultureInfo.InvariantCulture, $"h{run}");
                isLine = false;
                i += run;
                continue;
            }

            var rise = levels[i] - levels[i - 1];
            path.Append(isLine ? " 1" : "l1");
            path.Append(CultureInfo.InvariantCulture, $"{(rise < 0 ? "" : " ")}{rise}");
            isLine = true;
            i++;
        }

        return path.ToString();
    }
}
