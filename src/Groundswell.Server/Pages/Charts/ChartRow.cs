namespace Groundswell.Server.Pages.Charts;

/// <summary>One row of the table beneath a chart.</summary>
/// <param name="From">Start of the row's time.</param>
/// <param name="Reports">Counted in it.</param>
/// <param name="Expected">Expected in it; NaN where not known throughout.</param>
internal sealed record ChartRow(DateTimeOffset From, int Reports, double Expected);
