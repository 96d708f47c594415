using System.Globalization;

namespace Groundswell.Catalogue.Reading;

/// <summary>The section <c>holidays</c>.</summary>
internal static class HolidayEntries
{
    private const int LongestMove = 6; // a week would be the same weekday again

    public static HolidayCalendar Read(Sections sections, CatalogueErrors errors)
    {
        var countries = sections[Sections.Holidays].Select(e => ReadCountryEntry(e.Key, e.Value, errors)).OfType<CountryHolidays>().ToList();
        return countries.Count == 0 ? HolidayCalendar.None : new HolidayCalendar(countries);
    }

    private static CountryHolidays? ReadCountryEntry(string country, Located entry, CatalogueErrors errors)
    {
        if (Fields.Of(entry, errors) is not { } fields)
        {
            return null;
        }

        const int Farthest = CatalogueLimits.OffsetMinutes;
        var offset = fields.Require("offset-minutes") is { } offsetAt ? errors.ReadNumber(offsetAt, -Farthest, Farthest) : null;
        fields.Require("days");
        var holidays = fields.FindList("days", CatalogueLimits.HolidaysPerCountry).Select(at => ReadHoliday(at, errors)).OfType<Holiday>();
        var read = new CountryHolidays
        {
            Country = RegionId.Parse(country),
            Offset = TimeSpan.FromMinutes(offset ?? 0),
            Holidays = [.. holidays],
        };
        fields.RefuseOthers();
        return read;
    }

    private static Holiday? ReadHoliday(Located at, CatalogueErrors errors)
    {
        if (Fields.Of(at, errors) is not { } fields)
        {
            return null;
        }

        var name = fields.RequireText("name");
        var rule = ReadRule(fields, at, errors);
        var kind = fields.Find("kind") is { } kindAt ? errors.ReadWord<HolidayKind>(kindAt) : null;
        var length = ReadNumber(fields, "lasts", 1, CatalogueLimits.HolidayLength, errors);
        var observedAt = fields.Find("observed");
        var observance = observedAt is { } wordAt ? errors.ReadWord<HolidayObservance>(wordAt) : null;
        var moved = fields.Find("moved") is { } movedAt ? ReadMoves(movedAt, errors) : null;
        var first = ReadNumber(fields, "from", HolidayCalendar.FirstYear, HolidayCalendar.LastYear, errors) ?? HolidayCalendar.FirstYear;
        var last = ReadNumber(fields, "until", HolidayCalendar.FirstYear, HolidayCalendar.LastYear, errors) ?? HolidayCalendar.LastYear;
        fields.RefuseOthers();
        if (first > last)
        {
            errors.Add(at, $"is held from {first} until {last}, which is never.");
        }

        if (observedAt is { } beside && length > 1)
        {
            errors.Add(beside, "stands beside 'lasts'; it is for single days. Write further days off as 'dates'.");
        }

        if (name is null || rule is null)
        {
            return null;
        }

        var holiday = new Holiday
        {
            Name = name,
            Rule = rule,
            Kind = kind ?? HolidayKind.Public,
            Length = length ?? 1,
            Observance = observance,
            FirstYear = first,
            LastYear = last,
        };
        return moved is null ? holiday : holiday with { Moved = moved };
    }

    private static HolidayRule? ReadRule(Fields fields, Located at, CatalogueErrors errors)
    {
        var on = fields.Find("on");
        var dates = fields.Find("dates");
        if (on is null == dates is null)
        {
            errors.Add(at, "must have exactly one of on, dates.");
            return null;
        }

        return on is { } rule ? errors.ReadHolidayRule(rule) : ReadDates(dates!.Value, errors);
    }

    private static HolidayRule.Listed ReadDates(Located list, CatalogueErrors errors)
    {
        var dates = new List<DateOnly>();
        foreach (var at in errors.ReadList(list, CatalogueLimits.DatesPerHoliday))
        {
            if (errors.ReadText(at) is not { } text)
            {
                continue;
            }

            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                || date.Year is < HolidayCalendar.FirstYear or > HolidayCalendar.LastYear)
            {
                const int First = HolidayCalendar.FirstYear;
                errors.Add(at, $"'{Slug.Excerpt(text)}' must be a date YYYY-MM-DD of the years {First} to {HolidayCalendar.LastYear}.");
            }
            else if (dates.Contains(date))
            {
                errors.Add(at, $"'{text}' is listed twice.");
            }
            else
            {
                dates.Add(date);
            }
        }

        if (list.Value is YamlValue.List { Items.Count: 0 })
        {
            errors.Add(list, "must hold at least one date.");
        }

        return new HolidayRule.Listed(dates);
    }

    private static Dictionary<DayOfWeek, int>? ReadMoves(Located at, CatalogueErrors errors)
    {
        if (Fields.Of(at, errors) is not { } fields)
        {
            return null;
        }

        var moves = new Dictionary<DayOfWeek, int>();
        foreach (var (word, weekday) in Words<DayOfWeek>.All)
        {
            if (ReadNumber(fields, word, -LongestMove, LongestMove, errors) is { } days)
            {
                moves[weekday] = days;
            }
        }

        fields.RefuseOthers();
        return moves;
    }

    private static int? ReadNumber(Fields fields, string key, int least, int most, CatalogueErrors errors) =>
        fields.Find(key) is { } at ? errors.ReadNumber(at, least, most) : null;
}
