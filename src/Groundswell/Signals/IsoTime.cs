using System.Globalization;

namespace Groundswell.Signals;

/// <summary>
/// A time as ISO 8601 and RFC 3339 have it, year first, so that it has one meaning: calendar, ordinal and week dates, basic and
/// extended, a fraction with a point or a comma, <c>24:00</c>, leap seconds, and the small liberties of RFC 3339 (a space for the T,
/// small letters). The end of a leap second is the start of the next, as clocks here do not know them.
/// </summary>
/// <param name="Moment">Where no zone is written, as if in UTC.</param>
/// <param name="HasZone">A zone is written.</param>
public readonly record struct IsoTime(DateTimeOffset Moment, bool HasZone)
{
    private const int MaximumLength = 64;
    private const int MostFraction = 15; // digits; far below a tick

    /// <returns>Null for what is no such time, or none that can be.</returns>
    public static IsoTime? Parse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length is 0 or > MaximumLength)
        {
            return null;
        }

        var reader = new Cursor(WithoutNotes(text));
        if (reader.Date() is not { } day)
        {
            return null;
        }

        if (reader.AtEnd)
        {
            return new IsoTime(new DateTimeOffset(day.ToDateTime(default), TimeSpan.Zero), false);
        }

        if (!reader.SkipSeparator() || reader.Clock() is not { } clock)
        {
            return null;
        }

        var zone = reader.Zone();
        return reader.AtEnd ? Place(day, clock, zone) : null;
    }

    /// <summary>RFC 9557 adds notes in brackets, such as the name of the zone; the offset before them counts.</summary>
    private static ReadOnlySpan<char> WithoutNotes(ReadOnlySpan<char> text) =>
        text.EndsWith("]") && text.IndexOf('[') is var open and > 0 && Cursor.EndsWithZone(text[..open]) ? text[..open] : text;

    private static IsoTime? Place(DateOnly day, (TimeSpan Time, bool IsLeap) clock, TimeSpan? zone)
    {
        var local = day.ToDateTime(default).Ticks + clock.Time.Ticks;
        var utc = local - (zone ?? TimeSpan.Zero).Ticks;
        if (utc < 0 || utc > DateTime.MaxValue.Ticks || local > DateTime.MaxValue.Ticks)
        {
            return null;
        }

        var moment = new DateTimeOffset(utc, TimeSpan.Zero);
        if (clock.IsLeap && moment.UtcDateTime is not { Day: 1, TimeOfDay.Ticks: 0 })
        {
            return null; // leap seconds end a month of UTC
        }

        // What is further from UTC than any zone of today is kept in UTC, which is the same moment.
        return new IsoTime(zone is { } offset && offset.Duration() <= TimeSpan.FromHours(14) && local >= 0 ? moment.ToOffset(offset) : moment, zone is not null);
    }

    private ref struct Cursor(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;

        public readonly bool AtEnd => _rest.IsEmpty;

        public static bool EndsWithZone(ReadOnlySpan<char> text) => text.Length > 10 && (text[^1] is 'Z' or 'z' || text[10..].IndexOfAny("+-\u2212") >= 0);

        public DateOnly? Date()
        {
            if (Digits() != 4)
            {
                return Digits() is 7 or 8 ? Compact() : null;
            }

            var year = Number(4);
            var mark = Take("-/.");
            if (Take("Ww") != 0)
            {
                return mark is '\0' or '-' ? Week(year, mark == '-') : null;
            }

            if (mark == '-' && Digits() == 3)
            {
                return Ordinal(year, Number(3));
            }

            if (mark == 0 || Digits() is not (1 or 2))
            {
                return null;
            }

            var month = Number(Digits());
            return Take("-/.") == mark && Digits() is 1 or 2 ? Calendar(year, month, Number(Digits())) : null;
        }

        /// <summary>One T, or white space.</summary>
        public bool SkipSeparator()
        {
            if (Take("Tt") != 0)
            {
                return true;
            }

            var length = _rest.Length;
            _rest = _rest.TrimStart();
            return _rest.Length < length;
        }

        public (TimeSpan Time, bool IsLeap)? Clock()
        {
            Span<int> parts = stackalloc int[3];
            var count = 0;
            if (Digits() is 4 or 6)
            {
                for (var all = Digits(); count < all / 2; count++)
                {
                    parts[count] = Number(2);
                }
            }
            else
            {
                do
                {
                    // An hour may have lost its nought; minutes and seconds never do.
                    if (Digits() != 2 && !(count == 0 && Digits() == 1))
                    {
                        return null;
                    }

                    parts[count++] = Number(Digits());
                }
                while (count < 3 && Take(":") != 0);
            }

            var unit = count switch { 1 => TimeSpan.TicksPerHour, 2 => TimeSpan.TicksPerMinute, _ => TimeSpan.TicksPerSecond };
            var fraction = Take(".,") == 0 ? 0 : Fraction(unit);
            if (fraction is not { } ticks || !HalfDay(ref parts[0], count) || parts[1] > 59 || parts[2] > 60
                || parts[0] > 24 || (parts[0] == 24 && (parts[1] > 0 || parts[2] > 0 || ticks > 0)))
            {
                return null;
            }

            return (new TimeSpan(parts[0], parts[1], parts[2]) + TimeSpan.FromTicks(parts[2] == 60 ? 0 : ticks), parts[2] == 60);
        }

        /// <returns>Null where none is written; what is left then shows whether something else is.</returns>
        public TimeSpan? Zone()
        {
            _rest = _rest.TrimStart();
            foreach (var name in (ReadOnlySpan<string>)["UTC", "GMT", "Z"])
            {
                if (_rest.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    _rest = [];
                    return TimeSpan.Zero;
                }
            }

            var before = _rest;
            var sign = Take("+-\u2212");
            var digits = sign == 0 ? 0 : Digits();
            var hours = digits is 2 or 4 ? Number(2) : 99;
            var minutes = digits == 4 || (digits == 2 && Take(":") != 0) ? Digits() == 2 ? Number(2) : 99 : 0;
            if (hours > 23 || minutes > 59 || !AtEnd)
            {
                _rest = before;
                return null;
            }

            var offset = new TimeSpan(hours, minutes, 0);
            return sign == '+' ? offset : -offset;
        }

        private static DateOnly? Calendar(int year, int month, int day) =>
            year > 0 && month is > 0 and <= 12 && day > 0 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

        private static DateOnly? Ordinal(int year, int day) =>
            year > 0 && day > 0 && day <= (DateTime.IsLeapYear(year) ? 366 : 365) ? new DateOnly(year, 1, 1).AddDays(day - 1) : null;

        private DateOnly? Compact()
        {
            var isCalendar = Digits() == 8;
            var year = Number(4);
            return isCalendar ? Calendar(year, Number(2), Number(2)) : Ordinal(year, Number(3));
        }

        private DateOnly? Week(int year, bool isExtended)
        {
            var digits = Digits();
            if (digits != (isExtended ? 2 : 3))
            {
                return null;
            }

            var week = Number(2);
            if ((isExtended && Take("-") == 0) || Digits() != 1)
            {
                return null;
            }

            var day = Number(1);
            return year is > 0 and < 9999 && week > 0 && week <= ISOWeek.GetWeeksInYear(year) && day is > 0 and <= 7
                ? DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, (DayOfWeek)(day % 7)))
                : null;
        }

        /// <summary>Clocks of twelve hours; none for most.</summary>
        private bool HalfDay(ref int hour, int parts)
        {
            var word = _rest.TrimStart();
            var isAfternoon = word.StartsWith("PM", StringComparison.OrdinalIgnoreCase);
            if (!isAfternoon && !word.StartsWith("AM", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            _rest = word[2..];
            if (hour is < 1 or > 12 || parts < 2)
            {
                return false;
            }

            hour = (hour % 12) + (isAfternoon ? 12 : 0);
            return true;
        }

        private long? Fraction(long unit)
        {
            var digits = Digits();
            if (digits == 0)
            {
                return null;
            }

            var kept = Math.Min(digits, MostFraction);
            var scale = 1L;
            for (var i = 0; i < kept; i++)
            {
                scale *= 10;
            }

            var value = long.Parse(_rest[..kept], NumberStyles.None, CultureInfo.InvariantCulture);
            _rest = _rest[digits..];
            return (long)((Int128)value * unit / scale);
        }

        /// <summary>How many digits stand here.</summary>
        private readonly int Digits()
        {
            var end = _rest.IndexOfAnyExceptInRange('0', '9');
            return end < 0 ? _rest.Length : end;
        }

        private int Number(int digits)
        {
            var number = int.Parse(_rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            _rest = _rest[digits..];
            return number;
        }

        /// <summary>The next character where it is one of these; else nought.</summary>
        private char Take(ReadOnlySpan<char> marks)
        {
            if (AtEnd || !marks.Contains(_rest[0]))
            {
                return '\0';
            }

            var mark = _rest[0];
            _rest = _rest[1..];
            return mark;
        }
    }
}
