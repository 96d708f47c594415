using System.Text.Json;
using Groundswell.Publication;
using Groundswell.Server.Vantages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Groundswell.Server.Hosting;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: it takes reports, counts them, and says so in time.</summary>
internal static class HealthRoutes
{
    private static readonly IReadOnlyList<string> Undisclosed = ["The node is not ready; it tells why to the networks in watchers.networks."];

    public static void MapHealth(this IEndpointRouteBuilder routes, NodeHealth health, DoorHealth door, Watchers watchers, SensingService sensing, VantageDesk vantages, CatalogueWatcher? catalogue, IPublicView view)
    {
        routes.MapGet("/healthz", (RequestDelegate)(context => WriteAsync(context, StatusCodes.Status200OK, [], [])));
        routes.MapGet("/readyz", (RequestDelegate)(context =>
        {
            List<string> troubles = [.. health.FindTroubles()];
            if (door.FindTrouble() is { } closed)
            {
                troubles.Add(closed);
            }

            var status = troubles.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            var standing = sensing.Standing;
            if (!watchers.May(context))
            {
                return WriteAsync(context, status, troubles.Count == 0 ? [] : Undisclosed, [], isBlind: standing.UplinkLostSince is not null);
            }

            // A refused change leaves the old catalogue in force: worth telling, but no reason to take the node out of service.
            var warnings = catalogue?.LastErrors.Select(e => $"The catalogue on disk is not in force: {e}").ToList() ?? [];
            warnings.AddRange(standing.Troubled.Select(sight => $"{sight.Sentence}. {(sight.IsBlind ? "Nobody is judged by what is seen from there" : "What needs that is held against nobody")}, since {sight.Since:u}."));
            var intake = view.Current.QuietIntake;
            warnings.AddRange(intake is null ? [] : [intake.Sentence(view.Current.At)]);
            warnings.AddRange(health.FindWarnings());
            warnings.AddRange(door.FindWarnings());
            warnings.AddRange(sensing.Unavailable.Select(u => $"{u.Probes} of the catalogue's probes cannot run here, and say nothing of their targets: {u.Reason}"));
            warnings.AddRange(VantageStanding.FindWarnings(vantages, TimeProvider.System.GetUtcNow()));
            return WriteAsync(context, status, troubles, warnings, isBlind: standing.UplinkLostSince is not null || intake is not null);
        }));
    }

    private static async Task WriteAsync(HttpContext context, int status, IReadOnlyList<string> troubles, IReadOnlyList<string> warnings, bool isBlind = false)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", troubles.Count > 0 ? "not ready" : isBlind ? "degraded" : "ok"); // blind or deaf, it takes and counts reports all the same
        WriteList(json, "troubles", troubles);
        WriteList(json, "warnings", warnings);
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
