using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Groundswell.Bench.Servers;

/// <summary>Endpoints that do nothing, on the web server and with the settings that the node has: as fast as this framework gets here.</summary>
internal static class EmptyServer
{
    private const long MaximumBody = 64 * 1024 * 1024;
    private static readonly byte[] Prepared = new byte[4 * 1024 * 1024];

    public static async Task<int> RunAsync(int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}").ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaximumBody;
        });
        builder.Services.AddRouting();
        await using var app = builder.Build();
        app.MapGet("/", (RequestDelegate)(_ => Task.CompletedTask));
        app.MapPost("/", (RequestDelegate)ReadAsync);
        app.MapGet("/bytes/{count}", (RequestDelegate)WriteAsync);
        await ((IHost)app).RunAsync(cancellationToken);
        return 0;
    }

    private static async Task ReadAsync(HttpContext context)
    {
        var body = context.Request.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync(context.RequestAborted);
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    /// <summary>As many bytes as a page has: what of a page's time is the sending of its bytes.</summary>
    private static Task WriteAsync(HttpContext context)
    {
        var count = int.Parse((string)context.Request.RouteValues["count"]!, System.Globalization.CultureInfo.InvariantCulture);
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = count;
        return context.Response.Body.WriteAsync(Prepared.AsMemory(0, count), context.RequestAborted).AsTask();
    }
}
