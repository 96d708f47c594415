using System.Globalization;
using System.Text.RegularExpressions;

namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>
/// Times in the order that people write them, as RFC 822, 850 and asctime have them and feeds vary them: with or without the day of
/// the week (which may be wrong, or in any language), full or short months, two-digit years, zones by name, letter or offset, or none.
/// Letters and names that are not known count as UTC, as RFC 5322 says. Numbers alone (03/04/2031) are a day only if they can be but one.
/// </summary>
internal static partial class WrittenTime
{
    private const int MostWords = 12;

    private static readonly string[] Fillers = ["at", "on", "of", "um", "à", "le", "de", "uhr", "the", "and", "-", "–", "|"];

    public static DateTimeOffset? Parse(string text)
    {
        var words = Comment().Replace(text, " ").Replace(',', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(Parts).ToList();
        if (words.Count is < 3 or > MostWords)
        {
            return null;
        }

        var draft = new Draft();
        for (var i = 0; i < words.Count; i++)
        {
            if (!draft.Take(words[i], isFirst: i == 0))
            {
                return null;
            }
        }

        return draft.Place();
    }

    /// <summary>"02-Jun-26" is three words, "11:20am" two, and "GMT+02:00" one.</summary>
    private static IEnumerable<string> Parts(string word) =>
        DashedDate().Match(word) is { Success: true } dashed ? dashed.Groups.Cast<Group>().Skip(1).Select(g => g.Value)
        : AttachedHalf().Match(word) is { Success: true } half ? [half.Groups[1].Value, half.Groups[2].Value]
        : AttachedZone().Match(word) is { Success: true } zone ? [zone.Groups[1].Value, zone.Groups[2].Value]
        : NumericDate().Match(word) is { Success: true } date ? [date.Value, " ", " "]
        : [word];

    [GeneratedRegex(@"\([^()]*\)", RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^([0-9]{1,2})[-/.](\p{L}{3,10})[-/.]([0-9]{2,4})$", RegexOptions.NonBacktracking)]
    private static partial Regex DashedDate();

    [GeneratedRegex(@"^([0-9]{1,2}(?::[0-9]{2}){0,2})([ap]\.?m\.?)$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex AttachedHalf();

    [GeneratedRegex(@"^([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]{1,9})?)(Z|[+-][0-9]{2}:?[0-9]{2}|[A-Z]{2,4})$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex AttachedZone();

    [GeneratedRegex(@"^([0-9]{1,2})([./-])([0-9]{1,2})[./-]([0-9]{2}|[0-9]{4})$", RegexOptions.NonBacktracking)]
    private static partial Regex NumericDate();

    [GeneratedRegex(@"^([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Clock();

    [GeneratedRegex(@"^(?:UTC|GMT|UT)?([+\-−])([0-9]{1,2}):?([0-9]{2})?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ZoneOffset();

    [GeneratedRegex(@"^([0-9]{1,2})(?:st|nd|rd|th|\.|º)?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex DayNumber();

    /// <summary>What was made out so far.</summary>
    private sealed class Draft
    {
        private int? _day;
        private int _month;
        private bool _isMonthFirst;
        private int? _year;
        private TimeSpan? _time;
        private bool? _isAfternoon;
        private TimeSpan? _zone;
        private bool _hasZone;

        public bool Take(string word, bool isFirst) =>
            word == " " || IsFiller(word) || TakeClock(word) || TakeHalf(word) || TakeMonth(word, isFirst) || TakeNumericDate(word) || TakeNumber(word) || TakeZone(word)
            || (isFirst && word.TrimEnd('.').All(char.IsLetter)); // a day of the week, in some language

        public DateTimeOffset? Place()
        {
            if (_day is not { } day || _month == 0 || _year is not { } year || year is < 1900 or > 9998 || day < 1 || day > DateTime.DaysInMonth(year, _month))
            {
                return null;
            }

            var time = _time ?? TimeSpan.Zero;
            if (_isAfternoon is { } afternoon)
            {
                if (time.Hours is < 1 or > 12 || time.Days > 0)
                {
                    return null;
                }

                time += TimeSpan.FromHours((time.Hours == 12 ? -12 : 0) + (afternoon ? 12 : 0));
            }

            return new DateTimeOffset(new DateTime(year, _month, day, 0, 0, 0, DateTimeKind.Utc) + time - (_zone ?? TimeSpan.Zero));
        }

        private static bool IsFiller(string word) => Fillers.Contains(word, StringComparer.OrdinalIgnoreCase);

        private bool TakeClock(string word)
        {
            if (_time is not null || Clock().Match(word) is not { Success: true } clock)
            {
                return false;
            }

            int[] parts = [Part(clock, 1), Part(clock, 2), Part(clock, 3)];
            _time = new TimeSpan(parts[0], parts[1], parts[2]);
            return parts[0] <= 24 && parts[1] <= 59 && parts[2] <= 60 && (parts[0] < 24 || parts[1] + parts[2] == 0);
        }

        private static int Part(Match match, int group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

        private bool TakeHalf(string word)
        {
            var letters = StateWords.Letters(word);
            if (letters is not ("am" or "pm") || _time is null || _isAfternoon is not null)
            {
                return false;
            }

            _isAfternoon = letters == "pm";
            return true;
        }

        private bool TakeMonth(string word, bool isFirst)
        {
            // "mar." is Tuesday in French and March in others: before another month it was a day of the week.
            if (MonthNames.Of(word) is not (> 0 and var month) || (_month > 0 && !_isMonthFirst))
            {
                return false;
            }

            (_month, _isMonthFirst) = (month, isFirst);
            return true;
        }

        private bool TakeNumericDate(string word)
        {
            if (_day is not null || NumericDate().Match(word) is not { Success: true } match)
            {
                return false;
            }

            var first = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            var second = int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture);
            (_day, _month) = match.Groups[2].Value == "." || first > 12 || first == second ? (first, second) : second > 12 ? (second, first) : (0, 0);
            _year = Year(match.Groups[4].Value);
            return _day > 0 && _month is > 0 and <= 12;
        }

        private bool TakeNumber(string word)
        {
            if (_day is null && DayNumber().Match(word) is { Success: true } day)
            {
                _day = int.Parse(day.Groups[1].Value, CultureInfo.InvariantCulture);
                return true;
            }

            if (_year is not null || word.Length is < 2 or > 4 || !word.All(char.IsAsciiDigit))
            {
                return false;
            }

            _year = Year(word);
            return true;
        }

        /// <summary>Two and three digits as RFC 5322 has them.</summary>
        private static int Year(string digits)
        {
            var year = int.Parse(digits, CultureInfo.InvariantCulture);
            return digits.Length == 4 ? year : digits.Length == 2 && year < 50 ? year + 2000 : year + 1900;
        }

        private bool TakeZone(string word)
        {
            if (ZoneOffset().Match(word) is { Success: true } offset && _time is not null)
            {
                var hours = int.Parse(offset.Groups[2].Value, CultureInfo.InvariantCulture);
                var minutes = offset.Groups[3].Success ? int.Parse(offset.Groups[3].Value, CultureInfo.InvariantCulture) : 0;
                if (hours > 23 || minutes > 59)
                {
                    return false;
                }

                _zone = new TimeSpan(hours, minutes, 0) * (offset.Groups[1].Value == "+" ? 1 : -1);
                _hasZone = true;
                return true;
            }

            if (_hasZone || _time is null || word.Length > 5 || !word.All(char.IsAsciiLetter))
            {
                return false;
            }

            _zone = ZoneNames.Offset(word) ?? TimeSpan.Zero;
            _hasZone = true;
            return true;
        }
    }
}
