using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Groundswell.Server.Serving;

/// <summary>Sends a kept page: the form that the client takes, or 304 where it has that form already (RFC 9110, 13.1.2).</summary>
internal static class PageResponse
{
    /// <summary>A few seconds in any cache take the edge off a crowd; figures are minutes wide, so nobody is misled.</summary>
    public static readonly StringValues ForEveryone = "public, max-age=5";

    /// <summary>For answers that belong to one visitor's report.</summary>
    public static readonly StringValues ForOne = "private, no-store";

    private static readonly StringValues Html = "text/html; charset=utf-8";
    private static readonly StringValues VaryByEncoding = "Accept-Encoding";

    public static Task WriteAsync(
        HttpContext context, RenderedPage page, in StringValues cacheControl, int status = StatusCodes.Status200OK)
    {
        var form = page.In(AcceptEncoding.Choose(context.Request.Headers.AcceptEncoding));
        var response = context.Response;
        var headers = response.Headers;
        SecurityHeaders.Apply(headers);
        headers.CacheControl = cacheControl;
        headers.Vary = VaryByEncoding;
        if (status == StatusCodes.Status200OK)
        {
            headers.ETag = form.ETag;
            if (Holds(context.Request.Headers.IfNoneMatch, form.ETag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }

        response.StatusCode = status;
        headers.ContentType = Html;
        headers.ContentLength = form.Body.Length;
        if (form.Encoding.Count > 0)
        {
            headers.ContentEncoding = form.Encoding;
        }

        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(form.Body, 0, form.Body.Length, context.RequestAborted);
    }

    /// <summary>503 for pages that could not be drawn in time.</summary>
    public static Task WriteBusyAsync(HttpContext context)
    {
        SecurityHeaders.Apply(context.Response.Headers);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "2";
        context.Response.Headers.CacheControl = ForOne;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("Too many different pages are asked for at once. Try again in a moment.\n", context.RequestAborted);
    }

    /// <summary>Weak comparison, as the header asks: a quoted tag is looked for, whether or not W/ stands before it.</summary>
    private static bool Holds(in StringValues wanted, in StringValues tag)
    {
        for (var i = 0; i < wanted.Count; i++)
        {
            if (wanted[i] is { } value && (value == "*" || value.Contains(tag[0]!, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
