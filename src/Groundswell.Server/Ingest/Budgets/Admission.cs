using Groundswell.Signals;
using Microsoft.AspNetCore.Http;

namespace Groundswell.Server.Ingest.Budgets;

/// <summary>
/// Whether a sender may go on: before its body is read, and once it is known what is in it. Who may not is told the time after
/// which the same will be taken.
/// </summary>
internal sealed class Admission(SenderBudgets budgets, DiskRoom disk, IngestMetrics metrics)
{
    /// <summary>A disk does not empty itself; retention runs by the hour, a person's hand sooner.</summary>
    private static readonly TimeSpan DiskWait = TimeSpan.FromMinutes(1);

    /// <summary>Bytes that no line with a report is shorter than.</summary>
    private const int LeastLine = 32;

    /// <summary>
    /// Before the body is read: null where the sender may go on. Who may not because it has used up all it may is told to wait until what it announces can be taken.
    /// </summary>
    public Refusal? Look(HttpContext context, in SenderAccount account, bool isBatch) => !disk.TakesAny || (!account.IsKnown && (!disk.TakesAnonymous || (isBatch && !disk.TakesAnonymousBatches)))
        ? Note(new Refusal(StatusCodes.Status503ServiceUnavailable, "disk", $"{disk.Trouble}. Nothing was stored.", DiskWait), 1)
        : budgets.FindWait(account, 1, 1) == TimeSpan.Zero ? null
        : Ask(account, isBatch ? (int)Math.Clamp((context.Request.ContentLength ?? ReportLimits.AnonymousBatchBytes) / LeastLine, 1, ReportLimits.BatchReports) : 1, Math.Max(1, context.Request.ContentLength ?? 1));

    /// <summary>After it was read: takes what it costs and is null; or takes nothing.</summary>
    public Refusal? Spend(in SenderAccount account, int reports, long bytes)
    {
        if (Ask(account, reports, bytes) is { } refusal)
        {
            return refusal;
        }

        budgets.Take(account, Math.Max(1, reports), bytes);
        return null;
    }

    /// <summary>As the disk fills, comments of strangers go first.</summary>
    public void Shorten(in SenderAccount account, Span<Report> reports)
    {
        if (account.IsKnown || disk.TakesComments)
        {
            return;
        }

        foreach (ref var report in reports)
        {
            report.Comment = null;
        }
    }

    private Refusal? Ask(in SenderAccount account, int reports, long bytes)
    {
        var wait = budgets.FindWait(account, reports, bytes);
        return wait == TimeSpan.Zero
            ? null
            : Note(new Refusal(StatusCodes.Status429TooManyRequests, "budget", $"More came from here than is taken; the same is taken in {Problem.Seconds(wait)} seconds. Nothing of this was stored.", wait), reports);
    }

    private Refusal Note(Refusal refusal, int reports)
    {
        metrics.Refused(reports, refusal.Reason);
        return refusal;
    }
}
