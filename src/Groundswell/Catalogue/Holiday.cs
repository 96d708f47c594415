namespace Groundswell.Catalogue;

/// <summary>One holiday of a country.</summary>
public sealed record Holiday
{
    private static readonly Dictionary<DayOfWeek, int> Unmoved = [];

    public required string Name { get; init; }

    public required HolidayRule Rule { get; init; }

    public HolidayKind Kind { get; init; }

    /// <summary>By how many days it is held earlier (negative) or later where it would fall on a weekday of this list.</summary>
    public IReadOnlyDictionary<DayOfWeek, int> Moved { get; init; } = Unmoved;

    /// <summary>Days in a row, at least 1.</summary>
    public int Length { get; init; } = 1;

    /// <summary>What a weekend does to it, after it was moved; null for nothing. Only where <see cref="Length"/> is 1.</summary>
    public HolidayObservance? Observance { get; init; }

    /// <summary>The first year in which it is held.</summary>
    public int FirstYear { get; init; } = HolidayCalendar.FirstYear;

    /// <summary>The last year in which it is held.</summary>
    public int LastYear { get; init; } = HolidayCalendar.LastYear;
}
