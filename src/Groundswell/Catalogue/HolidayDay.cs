namespace Groundswell.Catalogue;

/// <summary>One day that a holiday takes.</summary>
/// <param name="Day">In the country's local time.</param>
/// <param name="Holiday">The holiday.</param>
/// <param name="IsSubstitute">True for the further day that a weekend gave.</param>
internal readonly record struct HolidayDay(DateOnly Day, Holiday Holiday, bool IsSubstitute);
