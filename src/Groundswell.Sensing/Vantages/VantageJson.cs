using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Groundswell.Catalogue;
using Groundswell.Catalogue.Probing;
using Groundswell.Signals;

namespace Groundswell.Sensing.Vantages;

/// <summary>The JSON of probes and results between a vantage and its node. Whoever sent it, a text that is none is an answer and no exception.</summary>
internal static class VantageJson
{
    private const int Depth = 16;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = Depth,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowOutOfOrderMetadataProperties = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AddCases, AllowAbsence } },
        Converters =
        {
            new TextConverter<FailureClass>(s => FailureWords.TryParse(s, out var failure) ? failure : throw new UnknownTextException($"'{Slug.Excerpt(s)}' is no class of failure that is known here."), f => f.Word()),
            new TextConverter<ProbeTarget>(s => ProbeTarget.TryParse(s, null, out var target) ? target : throw new UnknownTextException($"'{Slug.Excerpt(s)}' is neither a component nor a service."), t => t.ToString()),
            new TextConverter<VantageId>(s => VantageId.TryParse(s, null, out var vantage) ? vantage : throw new UnknownTextException($"'{Slug.Excerpt(s)}' is no vantage; {Slug.Rule}"), v => v.ToString()),
            new TextConverter<JsonPath>(s => JsonPath.TryParse(s, out var path) ? path : throw new UnknownTextException($"'{Slug.Excerpt(s)}' is no path; {JsonPath.Rule}"), p => p.ToString()),
            new JsonStringEnumConverter(),
        },
    };

    public static byte[] Write<T>(IReadOnlyList<T> items) => JsonSerializer.SerializeToUtf8Bytes(items, Options);

    /// <summary>Reads the items of a list, each for itself.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="most">Items that are read.</param>
    /// <param name="faults">Takes what is wrong with the others.</param>
    /// <param name="items">Each with its place.</param>
    /// <returns>Why it is no such list at all; null where it is one.</returns>
    public static string? ReadList<T>(ReadOnlyMemory<byte> text, int most, List<JsonFault> faults, out IReadOnlyList<KeyValuePair<int, T>> items)
        where T : class
    {
        items = [];
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = Depth });
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                return $"It must be a list; it is of the kind {document.RootElement.ValueKind}.";
            }

            if (document.RootElement.GetArrayLength() is var count && count > most)
            {
                return $"It has {count} items; at most {most} are taken.";
            }

            var read = new List<KeyValuePair<int, T>>(count);
            foreach (var (place, element) in document.RootElement.EnumerateArray().Index())
            {
                if (TryRead<T>(element, place, out var item) is { } fault)
                {
                    faults.Add(fault);
                }
                else
                {
                    read.Add(KeyValuePair.Create(place, item!));
                }
            }

            items = read;
            return null;
        }
        catch (JsonException exception)
        {
            return $"It is not JSON, or too deep: {exception.Message}";
        }
    }

    private static JsonFault? TryRead<T>(JsonElement element, int place, out T? item)
        where T : class
    {
        item = null;
        try
        {
            item = element.Deserialize<T>(Options);
            return item is null ? new JsonFault(place, "", "is null.") : null;
        }
        catch (UnknownTextException exception)
        {
            return new JsonFault(place, FieldOf(exception), exception.Message);
        }
        catch (JsonException exception)
        {
            var field = FieldOf(exception);
            return new JsonFault(place, field, field.Length == 0 ? "lacks a field that it must have, or is no object." : "is not of the form that it must have.");
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            return new JsonFault(place, "", Slug.Excerpt(exception.Message));
        }
    }

    private static string FieldOf(JsonException exception) => exception.Path is { Length: > 2 } path ? path[2..] : "";

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

    // What is null is not written.
    private static void AllowAbsence(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => p.AssociatedParameter?.IsNullable == true))
        {
            property.IsRequired = false;
        }
    }

    private sealed class TextConverter<T>(Func<string, T> parse, Func<T, string?> write) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.String ? parse(reader.GetString()!) : throw new UnknownTextException("must be a text.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
    }

    /// <summary>Told to the sender as it is, unlike the library's own words, which speak of types.</summary>
    private sealed class UnknownTextException(string message) : JsonException(message);
}
