using Groundswell.Sensing.Vantages;
using Groundswell.Server.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Groundswell.Server.Vantages;

/// <summary>Where vantages ask for their plan and bring their results.</summary>
internal static class VantageRoutes
{
    public static void MapVantages(this IEndpointRouteBuilder routes, VantageDesk desk, VantageMetrics metrics, TimeProvider time)
    {
        var gate = new VantageGate(desk, metrics, time);
        routes.MapGet(VantageRequest.PlanPath, (RequestDelegate)(context => PlanAsync(context, gate, desk)));
        routes.MapPost(VantageRequest.ResultsPath, (RequestDelegate)(context => TakeAsync(context, gate, desk, metrics, time)));
    }

    private static async Task PlanAsync(HttpContext context, VantageGate gate, VantageDesk desk)
    {
        if (await gate.AdmitAsync(context) is not { } request)
        {
            return;
        }

        var plan = desk.Plan();
        context.Response.Headers.ETag = plan.Tag;
        await (context.Request.Headers.IfNoneMatch.Contains(plan.Tag)
            ? gate.AnswerAsync(context, request, StatusCodes.Status304NotModified, [])
            : gate.AnswerAsync(context, request, StatusCodes.Status200OK, plan.Text));
    }

    private static async Task TakeAsync(HttpContext context, VantageGate gate, VantageDesk desk, VantageMetrics metrics, TimeProvider time)
    {
        if (!MediaTypes.IsOneOf(context.Request.ContentType, MediaTypes.Json))
        {
            await gate.TurnAwayAsync(context, StatusCodes.Status415UnsupportedMediaType, "media_type", "Not JSON", $"Results are sent as {MediaTypes.Json}.");
            return;
        }

        if (await gate.AdmitAsync(context) is not { } request)
        {
            return;
        }

        if (request.Sequence < 1)
        {
            await gate.RefuseAsync(context, request, StatusCodes.Status400BadRequest, "Not numbered", "must be at least 1.", VantageRequest.SequenceHeader);
            return;
        }

        var encoding = context.Request.Headers.ContentEncoding.ToString();
        if (encoding is not ("" or "identity" or "gzip"))
        {
            context.Response.Headers.AcceptEncoding = "gzip";
            await gate.RefuseAsync(context, request, StatusCodes.Status415UnsupportedMediaType, "Unknown encoding", "must be gzip, or not be there.", "Content-Encoding");
            return;
        }

        var text = encoding == "gzip" ? VantageLists.Unpack(request.Body) : request.Body.ToArray();
        if (text is null)
        {
            await gate.RefuseAsync(context, request, StatusCodes.Status400BadRequest, "Cannot be unpacked", $"must be gzip of at most {VantageLists.LargestUnpacked} bytes.", "body");
            return;
        }

        if (!VantageLists.TryReadResults(text, out var batch, out var fault))
        {
            await gate.RefuseAsync(context, request, StatusCodes.Status400BadRequest, "Not results", fault, "body");
            return;
        }

        switch (desk.Take(request.Line, request.Sequence, batch, time.GetUtcNow()))
        {
            case VantageReceipt.Taken taken:
                metrics.Took(request.Line.Token.ToString(), taken.Results, taken.Faults.Count);
                await gate.AnswerAsync(context, request, StatusCodes.Status200OK, VantageProblem.WriteTaken(taken));
                break;
            case VantageReceipt.Repeat repeat:
                await gate.RefuseAsync(context, request, StatusCodes.Status409Conflict, "Taken already", $"Batch {request.Sequence} or a later one was taken already.", last: repeat.Last);
                break;
            default:
                metrics.Refused("no_room");
                context.Response.Headers.RetryAfter = "10";
                await gate.RefuseAsync(context, request, StatusCodes.Status429TooManyRequests, "Too many results wait", "The node has not yet judged those that came before.");
                break;
        }
    }
}
