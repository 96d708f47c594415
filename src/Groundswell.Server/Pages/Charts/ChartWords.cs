using Groundswell.Publication;
using Groundswell.Server.Pages.Words;

namespace Groundswell.Server.Pages.Charts;

/// <summary>A chart for those who do not see it: a sentence, and rows for a table.</summary>
internal static class ChartWords
{
    /// <summary>The whole as one text, in UTC.</summary>
    public static string Sentence(ChartSeries series) =>
        Describe(series) is { Time: { } time } described ? $"{described.Text} {Moment.Short(time)} UTC." : Describe(series).Text;

    /// <summary>The text, and the time that it leads up to, if any: a page shows that in the reader's own.</summary>
    public static (string Text, DateTimeOffset? Time) Describe(ChartSeries series)
    {
        if (series.Reports.Count == 0)
        {
            return ("Nothing was counted yet.", null);
        }

        var peak = 0;
        var above = 0;
        for (var i = 0; i < series.Reports.Count; i++)
        {
            peak = series.Reports[i] > series.Reports[peak] ? i : peak;
            above += series.Reports[i] > series.Upper[i] ? 1 : 0;
        }

        var total = series.Reports.Sum();
        if (total == 0)
        {
            return ("No report in this time.", null);
        }

        var step = Moment.Length(series.Step);
        var most = Amounts.Against(series.Reports[peak], series.Expected[peak]);
        var outside = above == 0 ? "never above the expected band" : $"above the expected band in {above} of {series.Reports.Count} steps of {step}";
        return ($"{Amounts.Counted(total, "report", "reports")} in all, {outside}; at most {most} in {step}, at", series.From + (series.Step * peak));
    }

    /// <summary>The series in steps wide enough for about two dozen rows.</summary>
    public static IReadOnlyList<ChartRow> Rows(ChartSeries series)
    {
        var width = Math.Max(1, (int)Math.Ceiling(series.Reports.Count / 24.0));
        var rows = new List<ChartRow>();
        for (var i = 0; i < series.Reports.Count; i += width)
        {
            var end = Math.Min(i + width, series.Reports.Count);
            var reports = 0;
            double expected = 0;
            for (var j = i; j < end; j++)
            {
                reports += series.Reports[j];
                expected += series.Expected[j];
            }

            rows.Add(new ChartRow(series.From + (series.Step * i), reports, expected));
        }

        return rows;
    }
}
