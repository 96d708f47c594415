using System.Text.Json;
using Groundswell.Catalogue;
using Groundswell.Concentration;
using Groundswell.Publication;
using Groundswell.Server.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Api;

/// <summary>Concentration and switch-offs as JSON. What is asked for waits in the same bounded line as the pages.</summary>
internal sealed class ConcentrationRoutes(IPublicView view, ConcentrationAnalysis analysis, DrawingGate gate)
{
    private Written? _report;

    public static void Map(IEndpointRouteBuilder routes, IPublicView view)
    {
        var services = routes.ServiceProvider;
        var answers = new ConcentrationRoutes(view, services.GetRequiredService<ConcentrationAnalysis>(), services.GetRequiredService<DrawingGate>());
        routes.MapGet("/api/v1/concentration", answers.ReportAsync);
        routes.MapGet("/api/v1/what-if/{provider}", answers.SwitchOffAsync);
        routes.MapGet("/api/v1/what-if/{provider}/{region}", answers.SwitchOffAsync);
        routes.MapGet("/api/v1/what-if/{provider}/{region}/{name}", answers.SwitchOffAsync);
    }

    private Task ReportAsync(HttpContext context) => InTurnAsync(context, async () =>
    {
        var report = await analysis.ReportAsync(view.Current.Catalogue);
        var written = _report;
        if (written?.Report != report)
        {
            _report = written = new Written(report, Write(json => ConcentrationJson.WriteReport(json, report)));
        }

        await SendAsync(context, written.Body);
    });

    private Task SwitchOffAsync(HttpContext context) => InTurnAsync(context, async () =>
    {
        var id = WhatIfPath.IdOf(context);
        if (await analysis.SwitchOffAsync(view.Current.Catalogue, id) is { } result)
        {
            await SendAsync(context, Write(json => ConcentrationJson.WriteSwitchOff(json, result)));
        }
        else
        {
            await ApiRoutes.WriteMissingAsync(context, $"The catalogue has no provider, provider/region or provider/region/name '{Slug.Excerpt(id)}'.");
        }
    });

    private async Task InTurnAsync(HttpContext context, Func<Task> answer)
    {
        if (!await gate.TryEnterAsync(context.RequestAborted))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "2";
            return;
        }

        try
        {
            await answer();
        }
        finally
        {
            gate.Leave();
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, ApiRoutes.Options))
        {
            write(json);
        }

        return body.ToArray();
    }

    private static Task SendAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.AccessControlAllowOrigin = "*";
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>The report as bytes, until there is another.</summary>
    private sealed record Written(ConcentrationReport Report, byte[] Body);
}
