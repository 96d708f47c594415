using System.Globalization;
using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>
/// Times as pages write them: ISO 8601 (<see cref="IsoTime"/>), RFC 822 and its relatives (<see cref="WrittenTime"/>), seconds or
/// milliseconds since 1970. What cannot be (the year 1, for "never"), and what could be two days, is no time.
/// </summary>
internal static class FeedTime
{
    private const int FirstYear = 1990;
    private const int LastYear = 2200;
    private const int MaximumLength = 80;
    private const double MillisecondsFrom = 1e11; // in seconds that is the year 5138

    public static DateTimeOffset? Parse(string text)
    {
        text = text.Trim();
        if (text.Length is 0 or > MaximumLength)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            // "20310304" is a day, and would be one of 1970 as a number.
            return text.Length == 8 && Plausible(IsoTime.Parse(text)?.Moment) is { } day ? day : FromNumber(number);
        }

        return Plausible(IsoTime.Parse(text)?.Moment ?? WrittenTime.Parse(text));
    }

    public static DateTimeOffset? FromNumber(double number)
    {
        var seconds = number >= MillisecondsFrom ? number / 1000 : number;
        return seconds is > 0 and < 7e9 ? Plausible(DateTimeOffset.UnixEpoch.AddSeconds(seconds)) : null;
    }

    /// <summary>Hours that a zone's name is ahead of UTC, or null.</summary>
    public static TimeSpan? Offset(string zone) => ZoneNames.Offset(zone);

    private static DateTimeOffset? Plausible(DateTimeOffset? time) =>
        time is { Year: >= FirstYear and < LastYear } known ? known.ToUniversalTime() : null;
}
