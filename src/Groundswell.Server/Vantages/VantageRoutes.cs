using System.Globalization;
using System.Text.Json;
using Groundswell.Sensing.Vantages;
using Groundswell.Signals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Groundswell.Server.Vantages;

/// <summary>Where vantages ask for their plan and bring their results.</summary>
internal static class VantageRoutes
{
    private const int LargestBatch = 8 << 20;

    public static void MapVantages(this IEndpointRouteBuilder routes, VantageDesk desk, TimeProvider time)
    {
        routes.MapGet(VantageRequest.PlanPath, (RequestDelegate)(context => PlanAsync(context, desk, time)));
        routes.MapPost(VantageRequest.ResultsPath, (RequestDelegate)(context => TakeAsync(context, desk, time)));
    }

    private static async Task PlanAsync(HttpContext context, VantageDesk desk, TimeProvider time)
    {
        if (await AdmitAsync(context, desk, time, ReadOnlyMemory<byte>.Empty) is null)
        {
            return;
        }

        var (plan, tag) = desk.PlanAt(time.GetUtcNow());
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.Headers.IfNoneMatch.Contains(tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(plan, context.RequestAborted);
    }

    private static async Task TakeAsync(HttpContext context, VantageDesk desk, TimeProvider time)
    {
        if (await ReadBodyAsync(context) is not { } body)
        {
            await ProblemAsync(context, StatusCodes.Status413PayloadTooLarge, "Too large", $"A batch has at most {LargestBatch} bytes.");
            return;
        }

        if (await AdmitAsync(context, desk, time, body) is not { } request)
        {
            return;
        }

        if (!VantageJson.TryReadResults(body.Span, out var results, out var fault))
        {
            await ProblemAsync(context, StatusCodes.Status400BadRequest, "Not results", fault);
            return;
        }

        if (desk.IsRepeat(request.Vantage, request.Sequence))
        {
            await ProblemAsync(context, StatusCodes.Status409Conflict, "Taken already", $"Batch {request.Sequence} or a later one was taken already.");
            return;
        }

        var taken = desk.Take(request.Vantage, results, time.GetUtcNow());
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"taken":{{taken}},"passed_over":{{results.Count - taken}}}"""), context.RequestAborted);
    }

    private static async Task<VantageRequest?> AdmitAsync(HttpContext context, VantageDesk desk, TimeProvider time, ReadOnlyMemory<byte> body)
    {
        var now = time.GetUtcNow();
        context.Response.Headers[VantageRequest.TimeHeader] = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var headers = context.Request.Headers;
        if (!VantageId.TryParse(headers[VantageRequest.VantageHeader].ToString(), null, out var vantage))
        {
            await ProblemAsync(context, StatusCodes.Status401Unauthorized, "Not a vantage", $"{VantageRequest.VantageHeader} is missing or no name.");
            return null;
        }

        if (!long.TryParse(headers[VantageRequest.TimeHeader].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            || !long.TryParse(headers[VantageRequest.SequenceHeader].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
        {
            await ProblemAsync(context, StatusCodes.Status401Unauthorized, "Not signed", $"{VantageRequest.TimeHeader} and {VantageRequest.SequenceHeader} must be whole numbers.");
            return null;
        }

        var request = new VantageRequest(context.Request.Method, context.Request.Path.Value ?? "", vantage, DateTimeOffset.FromUnixTimeMilliseconds(at), sequence, body);
        if (desk.Refuse(request, headers[VantageRequest.SignatureHeader].ToString(), now) is { } reason)
        {
            await ProblemAsync(context, StatusCodes.Status401Unauthorized, "Refused", reason);
            return null;
        }

        return request;
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            if (body.Length + read > LargestBatch)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static async Task ProblemAsync(HttpContext context, int status, string title, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("type", "urn:groundswell:problem:vantage");
        json.WriteString("title", title);
        json.WriteNumber("status", status);
        json.WriteString("detail", detail);
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }
}
