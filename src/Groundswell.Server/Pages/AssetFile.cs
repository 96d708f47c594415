using Groundswell.Server.Serving;
using Microsoft.AspNetCore.Http;

namespace Groundswell.Server.Pages;

/// <summary>One file of the front end, whose name changes with its content, so that caches may keep it for ever.</summary>
internal sealed record AssetFile(byte[] Body, byte[]? Gzip, byte[]? Brotli, string ContentType)
{
    public static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".json" => "application/json",
        _ => "application/octet-stream",
    };

    public Task WriteAsync(HttpContext context)
    {
        var (body, encoding) = AcceptEncoding.Choose(context.Request.Headers.AcceptEncoding) switch
        {
            ContentCoding.Brotli when Brotli is not null => (Brotli, "br"),
            not ContentCoding.Identity when Gzip is not null => (Gzip, "gzip"),
            _ => (Body, null),
        };
        var headers = context.Response.Headers;
        SecurityHeaders.Apply(headers);
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = "Accept-Encoding";
        headers.ContentType = ContentType;
        headers.ContentLength = body.Length;
        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }
}
