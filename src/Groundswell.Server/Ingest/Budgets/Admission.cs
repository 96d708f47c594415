using Groundswell.Signals;
using Microsoft.AspNetCore.Http;

namespace Groundswell.Server.Ingest.Budgets;

/// <summary>
/// Whether a sender may go on: before its body is read, and once it is known what is in it. Who may not is answered, with the time after
/// which the same will be taken.
/// </summary>
internal sealed class Admission(SenderBudgets budgets, DiskRoom disk, IngestMetrics metrics)
{
    private const int StorageSeconds = 60;

    /// <summary>Before the body is read: false where the request was refused, and answered.</summary>
    public async ValueTask<bool> AdmitAsync(HttpContext context, SenderAccount account, bool isBatch)
    {
        if (!disk.TakesAny || (!account.IsKnown && (!disk.TakesAnonymous || (isBatch && !disk.TakesAnonymousBatches))))
        {
            metrics.Refused(1, "disk");
            context.Response.Headers.RetryAfter = StorageSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await Problem.WriteAsync(
                context, StatusCodes.Status503ServiceUnavailable, "storage", "Reports cannot be stored now", $"{disk.Trouble}. Nothing was stored.");
            return false;
        }

        // By what it announces, or a byte: more is asked for when it has been read.
        return await AskAsync(context, account, 1, Math.Max(1, context.Request.ContentLength ?? 1));
    }

    /// <summary>After it was read: takes what it costs, or answers and is false.</summary>
    public async ValueTask<bool> SpendAsync(HttpContext context, SenderAccount account, int reports, long bytes)
    {
        if (!await AskAsync(context, account, reports, bytes))
        {
            return false;
        }

        budgets.Take(account, Math.Max(1, reports), bytes);
        return true;
    }

    /// <summary>How long a sender must wait with one more report; zero where it need not.</summary>
    public TimeSpan FindWait(in SenderAccount account, int reports, long bytes) => budgets.FindWait(account, reports, bytes);

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

    private async ValueTask<bool> AskAsync(HttpContext context, SenderAccount account, int reports, long bytes)
    {
        var wait = budgets.FindWait(account, reports, bytes);
        if (wait == TimeSpan.Zero)
        {
            return true;
        }

        metrics.Refused(reports, "budget");
        await Problem.WriteBusyAsync(context, "More came from here than is taken without a token, or with this one. Nothing of this request was stored.", wait);
        return false;
    }
}
