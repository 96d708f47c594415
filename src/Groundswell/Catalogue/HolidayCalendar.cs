namespace Groundswell.Catalogue;

/// <summary>
/// Which local days of a country are holidays, of either kind (docs/catalogue.md). Immutable; any number of readers. A subdivision is
/// judged as its country, and a country that is not listed has no holidays and the days of UTC.
/// </summary>
public sealed class HolidayCalendar
{
    /// <summary>Days before this year are no holidays. The epoch that minutes count from begins it.</summary>
    public const int FirstYear = 1970;

    /// <summary>Days after this year are no holidays.</summary>
    public const int LastYear = 2100;

    private const long EpochMinute = 719_162L * 24 * 60; // from the year 1 to FirstYear

    private readonly HolidayBits?[] _byCountry; // by RegionId.CountryNumber; empty where there are none at all

    /// <exception cref="ArgumentException">Two entries are of one country, or one is of no country.</exception>
    public HolidayCalendar(IReadOnlyList<CountryHolidays> countries)
    {
        ArgumentNullException.ThrowIfNull(countries);
        Countries = [.. countries.OrderBy(c => c.Country)];
        _byCountry = new HolidayBits?[countries.Count == 0 ? 0 : RegionId.CountryNumbers];
        foreach (var entry in countries)
        {
            if (entry.Country.IsUnknown || entry.Country.HasSubdivision)
            {
                throw new ArgumentException($"{entry.Country} is not a country.", nameof(countries));
            }

            ref var place = ref _byCountry[entry.Country.CountryNumber];
            place = place is null ? new HolidayBits(entry) : throw new ArgumentException($"{entry.Country} is listed twice.", nameof(countries));
        }
    }

    /// <summary>No country has holidays.</summary>
    public static HolidayCalendar None { get; } = new([]);

    /// <summary>In the order of their codes.</summary>
    public IReadOnlyList<CountryHolidays> Countries { get; }

    /// <summary>Whether it is a holiday at that time in the country's main time zone.</summary>
    public bool IsHoliday(RegionId country, DateTimeOffset time) => IsHoliday(country, (time.UtcTicks / TimeSpan.TicksPerMinute) - EpochMinute);

    /// <param name="country">Or a subdivision of one.</param>
    /// <param name="minuteSinceEpoch">Whole minutes since 1970-01-01T00:00Z.</param>
    public bool IsHoliday(RegionId country, long minuteSinceEpoch) => Find(country)?.Contains(minuteSinceEpoch) ?? false;

    /// <summary>Local time less UTC in the country's main time zone, without daylight saving; zero where it is not known.</summary>
    public TimeSpan OffsetOf(RegionId country) => Find(country)?.Offset ?? TimeSpan.Zero;

    private HolidayBits? Find(RegionId region)
    {
        var number = region.CountryNumber;
        return number < _byCountry.Length ? _byCountry[number] : null;
    }
}
