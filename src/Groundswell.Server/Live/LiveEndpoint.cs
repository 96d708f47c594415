using Groundswell.Server.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Groundswell.Server.Live;

/// <summary><c>GET /live?page=/services/x&amp;have=TAG</c>: server-sent events about one page.</summary>
public static class LiveEndpoint
{
    private const int TagLength = 16;

    // Spread over some seconds by the client; this is the least.
    private static readonly byte[] Hello = "retry: 5000\n\n"u8.ToArray();

    /// <summary>Goes with the pages, whose cache it shares.</summary>
    public static IServiceCollection AddGroundswellLive(this IServiceCollection services, Action<LiveOptions>? configure = null)
    {
        var options = services.AddOptions<LiveOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.AddSingleton<LiveHub>();
        services.AddHostedService(s => s.GetRequiredService<LiveHub>());
        return services;
    }

    public static IEndpointRouteBuilder MapGroundswellLive(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var hub = services.GetRequiredService<LiveHub>();
        var cache = services.GetRequiredService<PageCache>();
        var patience = services.GetRequiredService<IOptions<LiveOptions>>().Value.WritePatience;
        var time = services.GetRequiredService<TimeProvider>();
        endpoints.MapGet("/live", context => AnswerAsync(context, hub, cache, patience, time));
        return endpoints;
    }

    private static async Task AnswerAsync(HttpContext context, LiveHub hub, PageCache cache, TimeSpan patience, TimeProvider time)
    {
        SecurityHeaders.Apply(context.Response.Headers);
        context.Response.Headers.CacheControl = "no-store";
        if (!PageAddress.TryParse(context.Request.Query["page"], out var address))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var answer = await cache.GetAsync(address, context.RequestAborted);
        if (answer is PageAnswer.Missing)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var tag = (answer as PageAnswer.Found)?.Page.Tag;
        var has = Known(context.Request.Headers["Last-Event-ID"]) ?? Known(context.Request.Query["have"]);
        var reader = tag is null ? null : hub.Join(address, tag);
        if (reader is null)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "30";
            return;
        }

        try
        {
            if (has != tag)
            {
                reader.Offer(LiveHub.Changed(tag!));
            }

            await SendAsync(context, reader, patience, time);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
        finally
        {
            hub.Leave(reader);
        }
    }

    private static async Task SendAsync(HttpContext context, LiveReader reader, TimeSpan patience, TimeProvider time)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        await WriteAsync(context, Hello, patience, time);
        await foreach (var message in reader.Messages.ReadAllAsync(context.RequestAborted))
        {
            if (!await WriteAsync(context, message, patience, time))
            {
                context.Abort();
                return;
            }
        }
    }

    /// <summary>False if the reader did not take it in time: a full socket must not hold memory for ever.</summary>
    private static async ValueTask<bool> WriteAsync(HttpContext context, byte[] message, TimeSpan patience, TimeProvider time)
    {
        var writing = context.Response.BodyWriter.WriteAsync(message, context.RequestAborted);
        if (writing.IsCompletedSuccessfully)
        {
            return !(await writing).IsCompleted;
        }

        try
        {
            return !(await writing.AsTask().WaitAsync(patience, time, context.RequestAborted)).IsCompleted;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static string? Known(string? tag) =>
        tag is { Length: TagLength } && tag.All(char.IsAsciiHexDigitLower) ? tag : null;
}
