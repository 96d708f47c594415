using System.Globalization;

namespace Groundswell.Catalogue.Reading;

/// <summary>The rules of holidays as the catalogue writes them, such as <c>last monday of may</c>.</summary>
internal static class HolidayRuleReading
{
    private const int LeapYear = 2000; // so that 02-29 is a date

    private const string Forms = "MM-DD, 'easter +1', 'orthodox easter -2', 'last monday of may', or 'monday on or after 05-24' (on or before, before, after)";

    private static readonly string[] Ordinals = ["last", "first", "second", "third", "fourth"];
    private static readonly string[] Months = [.. CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.Take(12).Select(m => m.ToLowerInvariant())];

    private static readonly HashSet<string> Vocabulary = new(
        [.. Ordinals, .. Months, .. Words<DayOfWeek>.All.Keys, "easter", "orthodox", "of", "on", "or", "before", "after"], StringComparer.Ordinal);

    extension(CatalogueErrors errors)
    {
        public HolidayRule? ReadHolidayRule(Located at)
        {
            if (errors.ReadText(at) is not { } text)
            {
                return null;
            }

            var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (Parse(words) is { } rule)
            {
                return rule;
            }

            var stranger = words.FirstOrDefault(w => !Vocabulary.Contains(w) && char.IsAsciiLetter(w[0]));
            var meant = stranger is null ? "" : errors.Suggest(stranger, Vocabulary);
            errors.Add(at, $"'{Slug.Excerpt(text)}' is no rule for a day; it must be {Forms}.{meant}");
            return null;
        }
    }

    private static HolidayRule? Parse(string[] words) => words switch
    {
        [var date] when ReadMonthDay(date) is { } d => new HolidayRule.Fixed(d.Month, d.Day),
        ["easter"] => new HolidayRule.Easter(0),
        ["easter", var days] when ReadDaysAfter(days) is { } n => new HolidayRule.Easter(n),
        ["orthodox", "easter"] => new HolidayRule.OrthodoxEaster(0),
        ["orthodox", "easter", var days] when ReadDaysAfter(days) is { } n => new HolidayRule.OrthodoxEaster(n),
        [var ordinal, var weekday, "of", var month] => ParseNth(ordinal, weekday, month),
        [var weekday, "before", var date] => ParseNear(weekday, WeekdaySide.Before, date),
        [var weekday, "on", "or", "before", var date] => ParseNear(weekday, WeekdaySide.OnOrBefore, date),
        [var weekday, "on", "or", "after", var date] => ParseNear(weekday, WeekdaySide.OnOrAfter, date),
        [var weekday, "after", var date] => ParseNear(weekday, WeekdaySide.After, date),
        _ => null,
    };

    private static HolidayRule.NthWeekday? ParseNth(string ordinal, string weekday, string month)
    {
        var (number, monthIndex) = (Array.IndexOf(Ordinals, ordinal), Array.IndexOf(Months, month));
        return number >= 0 && monthIndex >= 0 && Words<DayOfWeek>.All.TryGetValue(weekday, out var day)
            ? new HolidayRule.NthWeekday(number, day, monthIndex + 1)
            : null;
    }

    private static HolidayRule.NearDate? ParseNear(string weekday, WeekdaySide side, string date) =>
        Words<DayOfWeek>.All.TryGetValue(weekday, out var day) && ReadMonthDay(date) is { } d
            ? new HolidayRule.NearDate(day, side, d.Month, d.Day)
            : null;

    private static DateOnly? ReadMonthDay(string text) =>
        DateOnly.TryParseExact($"{LeapYear}-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static int? ReadDaysAfter(string text) =>
        text[0] is '+' or '-'
        && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days)
        && days is >= -CatalogueLimits.DaysFromEaster and <= CatalogueLimits.DaysFromEaster
            ? days
            : null;
}
