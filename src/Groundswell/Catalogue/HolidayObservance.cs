namespace Groundswell.Catalogue;

/// <summary>Which further day is off when a holiday falls on a weekend. The holiday itself stays one.</summary>
public enum HolidayObservance
{
    /// <summary>Saturday gives the Friday before, Sunday the Monday after, as for the United States' federal holidays.</summary>
    NearestWeekday,

    /// <summary>Saturday and Sunday give the next weekday that is no public holiday, as in the United Kingdom.</summary>
    NextWeekday,

    /// <summary>Only Sunday gives one: the next weekday that is no public holiday, as in Japan.</summary>
    AfterSunday,
}
