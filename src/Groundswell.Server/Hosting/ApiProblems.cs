using Groundswell.Server.Ingest;
using Groundswell.Server.Serving;
using Groundswell.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting;

/// <summary>
/// Below <c>/api</c> whatever goes wrong is told as a problem in JSON: what is not there, what takes other methods, and what breaks. Where
/// GET is answered, HEAD is too.
/// </summary>
internal static partial class ApiProblems
{
    private const string Root = "/api";

    private static readonly PathString[] Machines = [Root, "/healthz", "/readyz", "/metrics"];

    /// <summary>Before routing.</summary>
    public static void UseApiProblems(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ApiProblems).FullName!);
        app.Use(async (context, next) =>
        {
            // The web server itself sends no body to who asked for the head.
            var isHead = HttpMethods.IsHead(context.Request.Method) && Machines.Any(root => context.Request.Path.StartsWithSegments(root));
            context.Request.Method = isHead ? HttpMethods.Get : context.Request.Method;
            await (context.Request.Path.StartsWithSegments(Root) ? GuardAsync(context, next, logger) : next(context));
            context.Request.Method = isHead ? HttpMethods.Head : context.Request.Method;
        });
    }

    /// <summary>What no other route takes.</summary>
    public static void MapApiProblems(this IEndpointRouteBuilder routes) =>
        routes.Map(Root + "/{**path}", (RequestDelegate)(context => RefuseAsync(context, routes)));

    private static async Task GuardAsync(HttpContext context, RequestDelegate next, ILogger logger)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException refusal) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, refusal.StatusCode, refusal.Message);
        }
        catch (JournalUnavailableException refusal) when (!context.Response.HasStarted)
        {
            await Problem.WriteUnavailableAsync(context, refusal.Message);
        }
        catch (Exception fault) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            Log.Broke(logger, context.Request.Path, fault);
            context.Response.Clear();
            SecurityHeaders.Apply(context.Response.Headers);
            await WriteAsync(context, StatusCodes.Status500InternalServerError, "The node could not answer; its log says why.");
        }

        var response = context.Response;
        if (response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
        {
            await WriteAsync(context, response.StatusCode, ReasonPhrases.GetReasonPhrase(response.StatusCode));
        }
    }

    private static async Task RefuseAsync(HttpContext context, IEndpointRouteBuilder routes)
    {
        var methods = FindMethods(context.Request.Path, routes);
        if (methods.Count == 0)
        {
            await WriteAsync(context, StatusCodes.Status404NotFound, "There is nothing at this address; docs/api.md tells what there is.");
            return;
        }

        var allowed = string.Join(", ", methods);
        context.Response.Headers.Allow = allowed;
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        await WriteAsync(context, StatusCodes.Status405MethodNotAllowed, $"This address takes {allowed}.");
    }

    private static SortedSet<string> FindMethods(PathString path, IEndpointRouteBuilder routes)
    {
        var methods = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var endpoint in routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } taken
                && endpoint.RoutePattern.RawText?.StartsWith(Root + "/", StringComparison.Ordinal) == true
                && new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []))
            {
                methods.UnionWith(taken);
            }
        }

        if (methods.Contains(HttpMethods.Get))
        {
            methods.Add(HttpMethods.Head);
        }

        return methods;
    }

    private static Task WriteAsync(HttpContext context, int status, string detail) =>
        Problem.WriteAsync(context, status, TypeOf(status), ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } title ? title : "Refused", detail);

    private static string TypeOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "method",
        StatusCodes.Status413PayloadTooLarge => "too-large",
        StatusCodes.Status415UnsupportedMediaType => "media-type",
        >= 500 => "internal",
        _ => "bad-request",
    };

    private static partial class Log
    {
        [LoggerMessage(4050, LogLevel.Error, "A request for {Path} broke")]
        public static partial void Broke(ILogger logger, PathString path, Exception exception);
    }
}
