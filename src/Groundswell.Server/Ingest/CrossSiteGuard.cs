using Microsoft.AspNetCore.Http;

namespace Groundswell.Server.Ingest;

/// <summary>
/// Nothing is written for a page of another site, on whatever route: a browser says of every request that changes something where it comes
/// from. Only the sites that may embed the form are told that they may send one report.
/// </summary>
internal sealed class CrossSiteGuard(RequestDelegate next, IngestOptions options, SenderResolver senders, IngestMetrics metrics)
{
    /// <summary>The query's name for an embedding site's key.</summary>
    public const string KeyName = "key";

    private const string ReportPath = "/api/v1/reports";
    private const string PreflightSeconds = "600";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return next(context);
        }

        if (FindSite(context) is { } site)
        {
            // Only the one who is allowed is told so, and no cache may tell it to another.
            context.Response.Headers.AccessControlAllowOrigin = site.Origin;
            context.Response.Headers.Vary = "Origin";
            context.Response.Headers.AccessControlExposeHeaders = "Retry-After";
            context.Items[typeof(EmbeddingSite)] = site;
            return HttpMethods.IsOptions(request.Method) ? AllowAsync(context) : next(context);
        }

        if (HttpMethods.IsOptions(request.Method) || !BrowserMarks.IsFromElsewhere(request, AskedHost(context)))
        {
            return next(context);
        }

        metrics.Refused(1, "cross_site");
        return Problem.WriteAsync(
            context, StatusCodes.Status403Forbidden, "cross-site", "Sent from another site",
            "A report must be sent from this site's own pages, or by a program. A site that embeds the form must stand in ingest.embeds.");
    }

    /// <summary>The embedding site that sends a request, where one may; else null.</summary>
    public static EmbeddingSite? SiteOf(HttpContext context) => context.Items.TryGetValue(typeof(EmbeddingSite), out var site) ? (EmbeddingSite?)site : null;

    private EmbeddingSite? FindSite(HttpContext context)
    {
        if (options.Embeds.Count == 0 || context.Request.Path.Value != ReportPath || context.Request.Headers.Origin.ToString() is not { Length: > 0 } origin)
        {
            return null;
        }

        var key = context.Request.Query[KeyName].ToString();
        return options.Embeds.FirstOrDefault(site => site.Key == key && site.Origin.Equals(origin, StringComparison.OrdinalIgnoreCase));
    }

    private static Task AllowAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.AccessControlAllowMethods = "POST";
        context.Response.Headers.AccessControlAllowHeaders = "Content-Type";
        context.Response.Headers.AccessControlMaxAge = PreflightSeconds;
        return Task.CompletedTask;
    }

    private HostString? AskedHost(HttpContext context) =>
        context.Request.Headers["X-Forwarded-Host"].ToString() is { Length: > 0 } asked && senders.IsFromTrustedProxy(context)
            ? HostString.FromUriComponent(asked.Split(',')[^1].Trim())
            : null;
}
