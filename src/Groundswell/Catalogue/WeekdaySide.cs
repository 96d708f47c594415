namespace Groundswell.Catalogue;

/// <summary>Where a weekday lies relative to a date, within a week of it.</summary>
public enum WeekdaySide
{
    Before,
    OnOrBefore,
    OnOrAfter,
    After,
}
