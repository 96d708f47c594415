using System.Globalization;
using Groundswell.Sensing.Vantages;
using Groundswell.Signals;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Groundswell.Server.Vantages;

/// <summary>Lets in what a vantage signed lately, and signs what it is answered. Who did not sign gets no signature.</summary>
internal sealed class VantageGate(VantageDesk desk, VantageMetrics metrics, TimeProvider time)
{
    private const int LongestSignature = 100;

    /// <returns>Null where it was refused, and answered.</returns>
    public async Task<AdmittedRequest?> AdmitAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var signature = headers[VantageRequest.SignatureHeader].ToString();
        if (!VantageId.TryParse(headers[VantageRequest.VantageHeader].ToString(), null, out var vantage)
            || !TryReadNumber(headers[VantageRequest.TimeHeader], out var milliseconds) || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            || !TryReadNumber(headers[VantageRequest.SequenceHeader], out var sequence)
            || signature.Length is 0 or > LongestSignature)
        {
            return await TurnAwayAsync(context, StatusCodes.Status401Unauthorized, "unsigned", "Not signed", "The headers that a vantage sends are missing, or are not what they must be; docs/vantages.md names them.");
        }

        // Before anything of the body is read.
        if (desk.Find(vantage) is not { } line)
        {
            return await TurnAwayAsync(context, StatusCodes.Status401Unauthorized, "unknown", "Refused", "The signature is not that of a vantage of this node.");
        }

        if (await ReadBodyAsync(context) is not { } body)
        {
            return await TurnAwayAsync(context, StatusCodes.Status413PayloadTooLarge, "too_large", "Too large", $"A batch has at most {VantageRequest.LargestBatch} bytes.");
        }

        var at = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        if (!line.Token.Verifies(new VantageRequest(context.Request.Method, context.Request.Path.Value ?? "", vantage, at, sequence, body), signature))
        {
            return await TurnAwayAsync(context, StatusCodes.Status401Unauthorized, "signature", "Refused", "The signature is not that of a vantage of this node.");
        }

        var now = time.GetUtcNow();
        var admitted = new AdmittedRequest(line, sequence, signature, body);
        if (desk.FindStaleness(at, now) is { } stale)
        {
            metrics.Refused("stale");
            await RefuseAsync(context, admitted, StatusCodes.Status401Unauthorized, "Not fresh", stale, VantageRequest.TimeHeader);
            return null;
        }

        line.Hear(now);
        return admitted;
    }

    public Task RefuseAsync(HttpContext context, AdmittedRequest request, int status, string title, string detail, string? field = null, long? last = null)
    {
        context.Response.ContentType = VantageProblem.ContentType;
        return AnswerAsync(context, request, status, VantageProblem.Write(status, title, detail, field, last));
    }

    /// <summary>An answer that the vantage can know for the node's own. The entity tag must be set before.</summary>
    public async Task AnswerAsync(HttpContext context, AdmittedRequest request, int status, byte[] body)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var response = context.Response;
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store, no-transform";
        response.Headers[VantageRequest.TimeHeader] = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        response.Headers[VantageRequest.SignatureHeader] = request.Line.Token.Sign(new VantageAnswer(status, at, request.Signature, response.Headers.ETag.ToString(), body));
        if (status == StatusCodes.Status304NotModified)
        {
            return;
        }

        response.ContentType ??= "application/json";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Without a signature: who asks is not known. Always null.</summary>
    public async Task<AdmittedRequest?> TurnAwayAsync(HttpContext context, int status, string reason, string title, string detail)
    {
        metrics.Refused(reason);
        context.Response.StatusCode = status;
        context.Response.ContentType = VantageProblem.ContentType;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(VantageProblem.Write(status, title, detail), context.RequestAborted);
        return null;
    }

    private static bool TryReadNumber(StringValues text, out long number) => long.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > VantageRequest.LargestBatch)
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            if (body.Length + read > VantageRequest.LargestBatch)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
