using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Groundswell.Catalogue.Probing;
using Groundswell.Signals;

namespace Groundswell.Sensing.Vantages;

/// <summary>How plans and results travel between a vantage and its node. Whoever sent it, a text that is none is an answer and no exception.</summary>
public static class VantageJson
{
    /// <summary>Results of a batch.</summary>
    public const int MostResults = 5_000;

    /// <summary>Probes of a plan.</summary>
    public const int MostProbes = 200_000;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 16,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        AllowOutOfOrderMetadataProperties = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AddCases } },
        Converters =
        {
            new JsonStringEnumConverter<FailureClass>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter(),
            new TextConverter<ProbeTarget>(s => ProbeTarget.Parse(s), t => t.ToString()),
            new TextConverter<VantageId>(s => VantageId.Parse(s), v => v.ToString()),
            new TextConverter<JsonPath>(s => JsonPath.TryParse(s, out var path) ? path : throw new FormatException($"'{s}' is no path; {JsonPath.Rule}"), p => p.ToString()),
        },
    };

    public static byte[] WritePlan(VantagePlan plan) => JsonSerializer.SerializeToUtf8Bytes(plan, Options);

    /// <param name="text">UTF-8.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="fault">What is wrong with it, in words.</param>
    public static bool TryReadPlan(ReadOnlySpan<byte> text, [NotNullWhen(true)] out VantagePlan? plan, [NotNullWhen(false)] out string? fault)
    {
        fault = TryRead(text, out plan);
        fault ??= plan!.Probes.Count > MostProbes ? $"It has {plan.Probes.Count} probes; at most {MostProbes} are taken." : null;
        return fault is null;
    }

    public static byte[] WriteResults(IReadOnlyList<ProbeResult> results) => JsonSerializer.SerializeToUtf8Bytes(results, Options);

    /// <param name="text">UTF-8.</param>
    /// <param name="results">The results; their vantage is what the text says, and not to be believed.</param>
    /// <param name="fault">What is wrong with it, in words.</param>
    public static bool TryReadResults(ReadOnlySpan<byte> text, [NotNullWhen(true)] out IReadOnlyList<ProbeResult>? results, [NotNullWhen(false)] out string? fault)
    {
        fault = TryRead<List<ProbeResult>>(text, out var read);
        fault ??= read!.Contains(null!) ? "A result is null."
            : read.Count > MostResults ? $"It has {read.Count} results; at most {MostResults} are taken at once."
            : null;
        results = read;
        return fault is null;
    }

    private static string? TryRead<T>(ReadOnlySpan<byte> text, out T? value)
        where T : class
    {
        value = null;
        try
        {
            value = JsonSerializer.Deserialize<T>(text, Options);
            return value is null ? "It is null." : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            return exception.Message;
        }
    }

    // The closed sets of records of the catalogue, whose names here are a promise to older agents.
    private static void AddCases(JsonTypeInfo type)
    {
        if (type.Type == typeof(ProbeCheck))
        {
            type.PolymorphismOptions = new JsonPolymorphismOptions
            {
                TypeDiscriminatorPropertyName = "check",
                DerivedTypes =
                {
                    new JsonDerivedType(typeof(ProbeCheck.Lookup), "dns"),
                    new JsonDerivedType(typeof(ProbeCheck.Tcp), "tcp"),
                    new JsonDerivedType(typeof(ProbeCheck.Tls), "tls"),
                    new JsonDerivedType(typeof(ProbeCheck.Http), "http"),
                    new JsonDerivedType(typeof(ProbeCheck.Ping), "icmp"),
                    new JsonDerivedType(typeof(ProbeCheck.WebSocket), "websocket"),
                    new JsonDerivedType(typeof(ProbeCheck.Grpc), "grpc"),
                    new JsonDerivedType(typeof(ProbeCheck.Smtp), "smtp"),
                },
            };
        }
        else if (type.Type == typeof(BodyCondition))
        {
            type.PolymorphismOptions = new JsonPolymorphismOptions
            {
                TypeDiscriminatorPropertyName = "of",
                DerivedTypes = { new JsonDerivedType(typeof(BodyCondition.Whole), "whole"), new JsonDerivedType(typeof(BodyCondition.At), "at") },
            };
        }
        else if (typeof(ProbeCheck).IsAssignableFrom(type.Type))
        {
            // Both follow from the rest.
            foreach (var derived in type.Properties.Where(p => p.Name is "kind" || (p.Name is "host" && p.Set is null)).ToList())
            {
                type.Properties.Remove(derived);
            }
        }
    }

    private sealed class TextConverter<T>(Func<string, T> parse, Func<T, string?> write) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => parse(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
    }
}
