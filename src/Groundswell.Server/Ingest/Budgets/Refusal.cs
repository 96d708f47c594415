using Microsoft.AspNetCore.Http;

namespace Groundswell.Server.Ingest.Budgets;

/// <summary>Why a sender is sent away for now.</summary>
/// <param name="Status">503 where nobody like it is taken, else 429.</param>
/// <param name="Reason">Its name in the figures.</param>
/// <param name="Detail">In sentences.</param>
/// <param name="Wait">After which the same may be tried again.</param>
internal sealed record Refusal(int Status, string Reason, string Detail, TimeSpan Wait)
{
    public void Mark(HttpResponse response) => response.Headers.RetryAfter = Problem.Seconds(Wait);

    public Task WriteAsync(HttpContext context)
    {
        Mark(context.Response);
        return Status == StatusCodes.Status503ServiceUnavailable
            ? Problem.WriteAsync(context, Status, "storage", "Reports cannot be stored now", Detail)
            : Problem.WriteAsync(context, Status, "busy", "Too many reports", Detail);
    }
}
