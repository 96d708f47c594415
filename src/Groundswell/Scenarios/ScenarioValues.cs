using System.Globalization;
using Groundswell.Signals;

namespace Groundswell.Scenarios;

/// <summary>Reads the values of the language: numbers, shares, times, durations, rates. None throws; null means it is not one.</summary>
internal static class ScenarioValues
{
    public const string DurationRule = "is no duration; it must look like 90s, 10m, 1h30m, 2d or 2w.";
    public const string TimeRule = "is no time; it must look like 06:48 (of the first day), 1d06:48 (of the next) or 2025-10-20T06:48Z.";
    public const string RateRule = "is no rate; it must look like 20/min, 600/h or 2000/day, and be at most 10,000,000 a minute.";
    public const string ShareRule = "is no share; it must look like 40% or 0.4.";
    public const string DispersionRule = "is no number above 0.01.";
    public const string CountRule = "is no whole number of 0 or more.";

    public static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    public static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static long? Seed(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static double? Dispersion(string text) => Number(text) is { } size and > 0.01 ? size : null;

    /// <summary>0 or more; not bounded above, as the shares of a mix need not add up to 1.</summary>
    public static double? Weight(string text) => text.EndsWith('%') ? Number(text[..^1]) / 100 : Number(text);

    public static double? Share(string text) => Weight(text) is { } share and <= 1 ? share : null;

    /// <summary>A number or a fraction such as 1/100, above 0 and at most 1000.</summary>
    public static double? Scale(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var scale = slash < 0 ? Number(text) : Number(text[..slash]) / Number(text[(slash + 1)..]);
        return scale is > 0 and <= 1000 ? scale : null;
    }

    /// <summary>Reports per minute.</summary>
    public static double? Rate(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return null;
        }

        var perMinute = Number(text[..slash]) / text[(slash + 1)..] switch
        {
            "min" => 1,
            "h" => 60,
            "day" => 1440,
            _ => null as double?,
        };
        return perMinute <= ScenarioLimits.PerMinute ? perMinute : null;
    }

    public static TimeSpan? Duration(string text)
    {
        var total = TimeSpan.Zero;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                continue;
            }

            var unit = text[i] switch
            {
                's' => TimeSpan.FromSeconds(1),
                'm' => TimeSpan.FromMinutes(1),
                'h' => TimeSpan.FromHours(1),
                'd' => TimeSpan.FromDays(1),
                'w' => TimeSpan.FromDays(7),
                _ => TimeSpan.Zero,
            };
            // Five digits are beyond every limit, and as many weeks as fit in the length below cannot overflow.
            if (unit == TimeSpan.Zero || i - start > 5 || Count(text[start..i]) is not { } count)
            {
                return null;
            }

            total += count * unit;
            start = i + 1;
        }

        return text.Length > 0 && start == text.Length && text.Length <= 20 ? total : null;
    }

    /// <summary>A time of day of the first day, or of a later one, or an absolute time.</summary>
    /// <param name="text">The value.</param>
    /// <param name="start">Start of the scenario, which says what the first day is.</param>
    public static DateTimeOffset? Time(string text, DateTimeOffset start)
    {
        var day = 0;
        var clock = text;
        var mark = text.IndexOf('d', StringComparison.Ordinal);
        if (mark > 0 && mark <= 2 && Count(text[..mark]) is { } days)
        {
            (day, clock) = (days, text[(mark + 1)..]);
        }

        return TimeOnly.TryParseExact(clock, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(start.UtcDateTime.Date, TimeSpan.Zero).AddDays(day) + time.ToTimeSpan()
            : AbsoluteTime(text);
    }

    /// <summary>As ISO 8601 and RFC 3339 have it, with its zone and at a full minute.</summary>
    public static DateTimeOffset? AbsoluteTime(string text) =>
        IsoTime.Parse(text) is { HasZone: true } time && time.Moment.Year is > 1970 and < 9000 && time.Moment.Ticks % TimeSpan.TicksPerMinute == 0
            ? time.Moment.ToUniversalTime()
            : null;
}
