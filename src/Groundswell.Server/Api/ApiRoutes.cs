using System.Text.Encodings.Web;
using System.Text.Json;
using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Publication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Groundswell.Server.Api;

/// <summary>The JSON that programs read: the same facts and sentences as the pages.</summary>
internal static class ApiRoutes
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapApi(this IEndpointRouteBuilder routes, IPublicView view)
    {
        routes.MapGet("/api/v1/services", (RequestDelegate)(context => WriteAsync(context, json => ApiJson.WriteServices(json, view.Current))));
        routes.MapGet("/api/v1/incidents", (RequestDelegate)(context => WriteAsync(context, json => ApiJson.WriteIncidents(json, view.Current))));
        routes.MapGet("/api/v1/components", (RequestDelegate)(context => WriteAsync(context, json => ApiCauseJson.WriteComponents(json, view.Current))));
        routes.MapGet("/api/v1/notices", (RequestDelegate)(context => WriteAsync(context, json => ApiCauseJson.WriteNotices(json, view.Current))));
        routes.MapGet("/api/v1/feeds", (RequestDelegate)(context => WriteAsync(context, json => ApiCauseJson.WriteFeeds(json, view.Current))));
        routes.MapGet("/api/v1/sight", (RequestDelegate)(context => WriteAsync(context, json => ApiCauseJson.WriteSight(json, view.Current))));
        routes.MapGet("/api/v1/hints", (RequestDelegate)(context => WriteAsync(context, json => ApiHintJson.Write(json, view.Current))));
        routes.MapGet("/api/v1/services/{id}", (RequestDelegate)(context => DescribeServiceAsync(context, view)));
        routes.MapGet("/api/v1/incidents/{id}", (RequestDelegate)(context => DescribeIncidentAsync(context, view)));
        ConcentrationRoutes.Map(routes, view);
    }

    private static async Task DescribeServiceAsync(HttpContext context, IPublicView view)
    {
        var text = (string?)context.GetRouteValue("id");
        if (!ServiceId.TryParse(text, null, out var id) || await view.DescribeServiceAsync(id, context.RequestAborted) is not { } detail)
        {
            await WriteMissingAsync(context, $"No service '{Slug.Excerpt(text)}' is in the catalogue.");
            return;
        }

        await WriteAsync(context, json => ApiJson.WriteService(json, detail));
    }

    private static async Task DescribeIncidentAsync(HttpContext context, IPublicView view)
    {
        var text = (string?)context.GetRouteValue("id");
        if (IncidentId.TryParse(text, null, out var number) && await view.DescribeCauseAsync(number, context.RequestAborted) is { } cause)
        {
            await WriteAsync(context, json => ApiCauseJson.WriteCause(json, cause));
            return;
        }

        if (!IncidentId.TryParse(text, null, out var id) || await view.DescribeIncidentAsync(id, context.RequestAborted) is not { } detail)
        {
            await WriteMissingAsync(context, $"There is no incident '{Slug.Excerpt(text)}'.");
            return;
        }

        await WriteAsync(context, json => ApiJson.WriteIncident(json, detail));
    }

    public static Task WriteMissingAsync(HttpContext context, string detail) => WriteAsync(
        context,
        json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "urn:groundswell:problem:not-found");
            json.WriteString("title", "Not found");
            json.WriteNumber("status", StatusCodes.Status404NotFound);
            json.WriteString("detail", detail);
            json.WriteEndObject();
        },
        StatusCodes.Status404NotFound,
        "application/problem+json");

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK, string type = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.AccessControlAllowOrigin = "*";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Options);
        write(json);
        await json.FlushAsync(context.RequestAborted);
    }
}
