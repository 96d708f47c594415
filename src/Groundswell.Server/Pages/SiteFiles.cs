using System.Text;
using Groundswell.Server.Serving;
using Microsoft.AspNetCore.Http;

namespace Groundswell.Server.Pages;

/// <summary>The small files that browsers and robots ask every site for.</summary>
internal static class SiteFiles
{
    private static readonly byte[] Robots = Encoding.ASCII.GetBytes("User-agent: *\nDisallow: /live\nDisallow: /*?\n");

    private static readonly byte[] Icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b3446"/><g fill="none" stroke-linecap="round" stroke-width="3"><path stroke="#7fd4e8" d="M4 19c4 0 6-9 12-9s6 8 9 8 2-1 3-1"/><path stroke="#3f8ba1" d="M4 25c5 0 7-3 11-3s7 2 13 1"/></g></svg>
        """u8.ToArray();

    public static Task RobotsAsync(HttpContext context) => WriteAsync(context, Robots, "text/plain; charset=utf-8");

    public static Task IconAsync(HttpContext context) => WriteAsync(context, Icon, "image/svg+xml");

    private static Task WriteAsync(HttpContext context, byte[] body, string type)
    {
        var headers = context.Response.Headers;
        SecurityHeaders.Apply(headers);
        headers.CacheControl = "public, max-age=86400";
        headers.ContentType = type;
        headers.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }
}
