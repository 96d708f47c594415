using System.Globalization;
using System.Text.RegularExpressions;
using Groundswell.Sensing.Feeds.Reading;

namespace Groundswell.Sensing.Feeds.Amazon;

/// <summary>Times of day that begin the lines of AWS's texts, as in <c>7:22 AM PDT</c>, put on the days that follow the post.</summary>
internal static partial class PacificClock
{
    /// <summary>Longer texts than this are no log of one event.</summary>
    private const int MostLines = 500;

    /// <returns>The time of the last line that has one, counted on from the post; the post's own time where none has, or where they go back before it.</returns>
    public static DateTimeOffset? Latest(IReadOnlyList<string> lines, DateTimeOffset? posted)
    {
        if (posted is not { } at)
        {
            return null;
        }

        DateTimeOffset? latest = null;
        foreach (var line in lines.Take(MostLines))
        {
            if (TimeOfDay().Match(line) is { Success: true } match && Place(match, latest ?? at) is { } time)
            {
                latest = time;
            }
        }

        return latest > at ? latest : at;
    }

    /// <summary>On the day of the line before; a day later where that would go back. The first line may be some hours before the post.</summary>
    private static DateTimeOffset? Place(Match match, DateTimeOffset before)
    {
        var offset = FeedTime.Offset(match.Groups["zone"].Value);
        if (offset is null || !TimeOnly.TryParseExact(match.Groups["time"].Value, "h:mm tt", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return null;
        }

        var day = DateOnly.FromDateTime(before.ToOffset(offset.Value).Date);
        var placed = new DateTimeOffset(day.ToDateTime(time), offset.Value).ToUniversalTime();
        return before - placed > TimeSpan.FromHours(12) ? placed.AddDays(1)
            : placed - before > TimeSpan.FromHours(12) ? before
            : placed;
    }

    [GeneratedRegex(@"^\s*(?<time>1?[0-9]:[0-5][0-9] [AP]M) (?<zone>P[SD]T)\b", RegexOptions.NonBacktracking)]
    private static partial Regex TimeOfDay();
}
