using Groundswell.Publication;

namespace Groundswell.Server.Pages.Words;

/// <summary>
/// How a service stands, for a place where its name and its verdict stand already: the summary's own sentence, which is for those
/// who read it alone, would say both again.
/// </summary>
internal static class SummaryWords
{
    /// <summary>Such as "165 reports in 15 minutes; 2 are usual."</summary>
    public static string Figures(ServiceSummary service)
    {
        if (double.IsNaN(service.RecentExpected))
        {
            return $"{Reports(service)}; too little is known to say what is usual.";
        }

        return service.Verdict == Verdict.Down && service.RecentReports <= service.RecentExpected + 1
            ? "Reports are near the usual again; if they stay so, it is over."
            : $"{Reports(service)}; {Usual(service.RecentExpected)} usual.";
    }

    private static string Reports(ServiceSummary service)
    {
        var reports = Math.Round(service.RecentReports);
        return reports switch
        {
            0 => "No report in 15 minutes",
            1 => "1 report in 15 minutes",
            _ => $"{Amounts.Text(reports)} reports in 15 minutes",
        };
    }

    private static string Usual(double expected) => expected switch
    {
        < 0.5 => "hardly any are",
        < 1.5 => "1 is",
        _ => $"{Amounts.Text(Math.Round(expected))} are",
    };
}
