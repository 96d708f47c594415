using System.Text.Json;
using System.Text.Json.Serialization;
using Groundswell.Catalogue;

namespace Groundswell.Incidents.Causes;

/// <summary>The form in which these events are stored: one JSON object each, <c>type</c> first.</summary>
public static class CauseEventJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowOutOfOrderMetadataProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower),
            new TextConverter<ServiceId>(s => ServiceId.Parse(s)),
            new TextConverter<ComponentId>(s => ComponentId.Parse(s)),
            new TextConverter<CauseName>(s => CauseName.Parse(s)),
            new IncidentIdConverter(),
        },
    };

    public static string Write(CauseEvent happened) => JsonSerializer.Serialize(happened, Options);

    /// <exception cref="FormatException">The text is no event of this form; the message says why.</exception>
    public static CauseEvent Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<CauseEvent>(text, Options) ?? throw new FormatException("An event must be a JSON object, not null.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new FormatException($"'{Slug.Excerpt(text)}' is no event of an incident: {e.Message}", e);
        }
    }

    private sealed class TextConverter<T>(Func<string, T> parse) : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => parse(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    private sealed class IncidentIdConverter : JsonConverter<IncidentId>
    {
        public override IncidentId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, IncidentId value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Number);
    }
}
