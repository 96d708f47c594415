using Groundswell.Publication;

namespace Groundswell.Server.Pages.Charts;

/// <summary>The part of a chart that is over: a step that still counts would look like a sudden recovery at its end.</summary>
internal static class ClosedSteps
{
    /// <param name="series">Up to now.</param>
    /// <param name="end">Steps that end later are left out, but never all of them.</param>
    public static ChartSeries Of(ChartSeries series, DateTimeOffset end)
    {
        var closed = (int)Math.Clamp((end - series.From) / series.Step, 0, series.Reports.Count);
        return closed == 0 || closed == series.Reports.Count
            ? series
            : series with
            {
                Reports = [.. series.Reports.Take(closed)],
                Expected = [.. series.Expected.Take(closed)],
                Lower = [.. series.Lower.Take(closed)],
                Upper = [.. series.Upper.Take(closed)],
            };
    }
}
