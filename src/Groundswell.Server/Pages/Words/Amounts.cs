using System.Globalization;

namespace Groundswell.Server.Pages.Words;

/// <summary>Counts as people read them.</summary>
internal static class Amounts
{
    /// <summary>Whole, with thin groups: 12,345. Below ten, a fraction of an expectation keeps one digit.</summary>
    public static string Text(double value) =>
        double.IsNaN(value) ? "unknown"
        : value is > 0 and < 10 && Math.Abs(value - Math.Round(value)) >= 0.05 ? value.ToString("0.0", CultureInfo.InvariantCulture)
        : value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Such as "412 reports where 12 were expected".</summary>
    public static string Against(double reports, double expected, bool capital = false)
    {
        var count = Text(reports) == "1" ? "1 report" : $"{Text(reports)} reports";
        if (capital && reports == 0)
        {
            count = "No reports";
        }

        return double.IsNaN(expected) ? $"{count}, with nothing known of the usual" : $"{count} where {Text(expected)} {(Text(expected) == "1" ? "was" : "were")} expected";
    }

    public static string Counted(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{Text(count)} {many}";
}
