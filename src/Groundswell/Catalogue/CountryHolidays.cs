namespace Groundswell.Catalogue;

/// <summary>When the days of a country begin, and which of them are holidays.</summary>
public sealed record CountryHolidays
{
    /// <summary>A country, no subdivision.</summary>
    public required RegionId Country { get; init; }

    /// <summary>
    /// Local time less UTC where most of its people live, in winter: whole minutes. Daylight saving is left out, so a day may begin an
    /// hour off.
    /// </summary>
    public required TimeSpan Offset { get; init; }

    public required IReadOnlyList<Holiday> Holidays { get; init; }
}
