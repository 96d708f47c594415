using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Groundswell.Server.Ingest;

/// <summary>Writes RFC 9457 problem details.</summary>
internal static class Problem
{
    /// <summary>Quotation marks stay readable: what is written here is never part of a page.</summary>
    public static readonly JsonWriterOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync(HttpContext context, int status, string type, string title, string detail, IReadOnlyList<FieldError>? errors = null)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            json.WriteString("type", $"urn:groundswell:problem:{type}");
            json.WriteString("title", title);
            json.WriteNumber("status", status);
            json.WriteString("detail", detail);
            if (errors is not null)
            {
                json.WriteStartArray("errors");
                foreach (var error in errors)
                {
                    WriteError(json, error);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        context.Response.ContentLength = buffer.Length;
        return context.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted).AsTask();
    }

    /// <summary>A time to wait as <c>Retry-After</c> has it: whole seconds, one at least.</summary>
    public static string Seconds(TimeSpan wait) => Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    /// <param name="context">Of the request that is refused.</param>
    /// <param name="detail">Why.</param>
    /// <param name="wait">After which it can be taken.</param>
    public static Task WriteBusyAsync(HttpContext context, string detail, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Seconds(wait);
        return WriteAsync(context, StatusCodes.Status429TooManyRequests, "busy", "Too many reports wait", detail);
    }

    public static Task WriteUnavailableAsync(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = "30";
        return WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "storage", "Reports cannot be stored now", detail);
    }

    private static void WriteError(Utf8JsonWriter json, FieldError error)
    {
        json.WriteStartObject();
        json.WriteString("field", error.Field);
        json.WriteString("reason", error.Reason);
        json.WriteEndObject();
    }
}
