using System.Text.Encodings.Web;
using System.Text.Json;

namespace Groundswell.Server.Vantages;

/// <summary>What vantages are answered, as JSON; problems by RFC 9457.</summary>
internal static class VantageProblem
{
    public const string ContentType = "application/problem+json";

    /// <summary>Faults that are listed; more are counted.</summary>
    private const int MostListed = 20;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(int status, string title, string detail, string? field = null, long? last = null) => Write(json =>
    {
        json.WriteString("type", "urn:groundswell:problem:vantage");
        json.WriteString("title", title);
        json.WriteNumber("status", status);
        json.WriteString("detail", detail);
        if (last is { } number)
        {
            json.WriteNumber("last", number);
        }

        if (field is not null)
        {
            json.WriteStartArray("errors");
            json.WriteStartObject();
            json.WriteString("field", field);
            json.WriteString("reason", detail);
            json.WriteEndObject();
            json.WriteEndArray();
        }
    });

    public static byte[] WriteTaken(VantageReceipt.Taken receipt) => Write(json =>
    {
        json.WriteNumber("taken", receipt.Results);
        json.WriteNumber("passed_over", receipt.Faults.Count);
        json.WriteStartArray("rejected");
        foreach (var fault in receipt.Faults.OrderBy(f => f.Place).Take(MostListed))
        {
            json.WriteStartObject();
            json.WriteNumber("result", fault.Place);
            json.WriteString("field", fault.Field);
            json.WriteString("reason", fault.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
