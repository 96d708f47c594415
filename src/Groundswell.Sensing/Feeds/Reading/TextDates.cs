using System.Globalization;
using System.Text.RegularExpressions;

namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>Days that a text names, with the month by name or the year first. For what carries no date of its own.</summary>
internal static partial class TextDates
{
    private const int Looked = 4_000;

    /// <summary>The end of the latest day that is named and not ahead of the clock; a day without a year is the nearest one.</summary>
    /// <returns>Null where none is named, or only days to come.</returns>
    public static DateTimeOffset? Latest(string text, DateTimeOffset clock)
    {
        var tomorrow = DateOnly.FromDateTime(clock.UtcDateTime).AddDays(1);
        if (Days(text, clock).Where(d => d <= tomorrow).Max() is not { Year: > 1990 } found)
        {
            return null;
        }

        var end = new DateTimeOffset(found.ToDateTime(TimeOnly.MaxValue), TimeSpan.Zero);
        return end < clock ? end : clock;
    }

    /// <summary>The text names days, and today lies outside of them.</summary>
    public static bool IsOfOtherDays(string text, DateTimeOffset clock)
    {
        var days = Days(text, clock).OfType<DateOnly>().ToList();
        var today = DateOnly.FromDateTime(clock.UtcDateTime);
        return days.Count > 0 && (today < days.Min() || today > days.Max());
    }

    private static IEnumerable<DateOnly?> Days(string text, DateTimeOffset clock)
    {
        var looked = text.Length > Looked ? text[..Looked] : text;
        var today = DateOnly.FromDateTime(clock.UtcDateTime);
        return YearFirst().Matches(looked).Concat(DayFirst().Matches(looked)).Concat(MonthFirst().Matches(looked)).Select(m => Day(m, today)).Where(d => d is not null);
    }

    private static DateOnly? Day(Match match, DateOnly near)
    {
        var month = match.Groups["name"].Success ? MonthNames.Of(match.Groups["name"].Value) : int.Parse(match.Groups["month"].Value, CultureInfo.InvariantCulture);
        var day = int.Parse(match.Groups["day"].Value, CultureInfo.InvariantCulture);
        int[] years = match.Groups["year"].Success
            ? [int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture)]
            : [.. new[] { near.Year - 1, near.Year, near.Year + 1 }.Where(y => y is > 0 and < 9999)];
        return years.Where(y => y > 0 && month is > 0 and <= 12 && day > 0 && day <= DateTime.DaysInMonth(y, month))
            .Select(y => (DateOnly?)new DateOnly(y, month, day))
            .MinBy(d => Math.Abs(d!.Value.DayNumber - near.DayNumber));
    }

    [GeneratedRegex(@"\b(?<year>20[0-9]{2}|19[0-9]{2})[-/.](?<month>[0-9]{1,2})[-/.](?<day>[0-9]{1,2})(?:\b|T)", RegexOptions.NonBacktracking)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"\b(?<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?[ -](?:of )?(?<name>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\b\.?(?:,?[ -](?<year>20[0-9]{2}|19[0-9]{2})\b)?", RegexOptions.NonBacktracking)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"\b(?<name>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\.? (?<day>[0-9]{1,2})(?:st|nd|rd|th)?\b(?:,? (?<year>20[0-9]{2}|19[0-9]{2})\b)?", RegexOptions.NonBacktracking)]
    private static partial Regex MonthFirst();
}
