using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Groundswell.Server.Hosting;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: it takes reports, counts them, and says so in time.</summary>
internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes, NodeHealth health)
    {
        routes.MapGet("/healthz", (RequestDelegate)(context => WriteAsync(context, StatusCodes.Status200OK, [])));
        routes.MapGet("/readyz", (RequestDelegate)(context =>
        {
            var troubles = health.FindTroubles();
            return WriteAsync(context, troubles.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, troubles);
        }));
    }

    private static async Task WriteAsync(HttpContext context, int status, IReadOnlyList<string> troubles)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", troubles.Count == 0 ? "ok" : "not ready");
        json.WriteStartArray("troubles");
        foreach (var trouble in troubles)
        {
            json.WriteStringValue(trouble);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }
}
