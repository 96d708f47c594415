using System.Globalization;
using System.Text.RegularExpressions;

namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>
/// Times as pages write them: ISO 8601 with up to nine digits of fraction, RFC 822 with the names of zones that RFC 822 knows and
/// AWS uses, seconds or milliseconds since 1970. What cannot be (the year 1, for "never") is no time.
/// </summary>
internal static partial class FeedTime
{
    private const int FirstYear = 1990;
    private const int LastYear = 2200;
    private const double MillisecondsFrom = 1e11; // in seconds that is the year 5138

    private static readonly string[] Rfc822 =
    [
        "d MMM yyyy HH:mm:ss zzz", "d MMM yyyy HH:mm zzz", "d MMM yyyy H:mm:ss zzz", "d MMM yy HH:mm:ss zzz", "d MMMM yyyy HH:mm:ss zzz",
    ];

    private static readonly Dictionary<string, string> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Z"] = "+00:00",
        ["UT"] = "+00:00",
        ["UTC"] = "+00:00",
        ["GMT"] = "+00:00",
        ["EST"] = "-05:00",
        ["EDT"] = "-04:00",
        ["CST"] = "-06:00",
        ["CDT"] = "-05:00",
        ["MST"] = "-07:00",
        ["MDT"] = "-06:00",
        ["PST"] = "-08:00",
        ["PDT"] = "-07:00",
        ["BST"] = "+01:00",
        ["CET"] = "+01:00",
        ["CEST"] = "+02:00",
        ["JST"] = "+09:00",
    };

    public static DateTimeOffset? Parse(string text)
    {
        text = text.Trim();
        if (text.Length is 0 or > 64)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return FromNumber(number);
        }

        return Plausible(Iso().IsMatch(text) ? ParseIso(text) : ParseRfc822(text));
    }

    public static DateTimeOffset? FromNumber(double number)
    {
        var seconds = number >= MillisecondsFrom ? number / 1000 : number;
        return seconds is > 0 and < 7e9 ? Plausible(DateTimeOffset.UnixEpoch.AddSeconds(seconds)) : null;
    }

    /// <summary>Hours that a zone's name is ahead of UTC, or null.</summary>
    public static TimeSpan? Offset(string zone) =>
        Zones.TryGetValue(zone, out var offset) ? TimeSpan.Parse(offset.TrimStart('+'), CultureInfo.InvariantCulture) : null;

    private static DateTimeOffset? Plausible(DateTimeOffset? time) =>
        time is { Year: >= FirstYear and < LastYear } known ? known.ToUniversalTime() : null;

    private static DateTimeOffset? ParseIso(string text)
    {
        // Digits of a fraction past the seventh are less than a tick.
        text = LongFraction().Replace(text, "$1");
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var time) ? time : null;
    }

    private static DateTimeOffset? ParseRfc822(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        var words = text[(comma is > 0 and < 12 ? comma + 1 : 0)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is < 4 or > 5)
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var other) ? other : null;
        }

        var zone = words.Length == 4 ? "Z" : words[4];
        words = [.. words.Take(4), Zones.TryGetValue(zone, out var offset) ? offset : zone];
        return DateTimeOffset.TryParseExact(string.Join(' ', words), Rfc822, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}", RegexOptions.NonBacktracking)]
    private static partial Regex Iso();

    [GeneratedRegex(@"(\.\d{7})\d+", RegexOptions.NonBacktracking)]
    private static partial Regex LongFraction();
}
