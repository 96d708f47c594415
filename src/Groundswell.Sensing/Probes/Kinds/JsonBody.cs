using System.Text;
using System.Text.Json;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Reading;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>A body of JSON; of one of which only the beginning is there, its values up to the cut.</summary>
internal sealed class JsonBody : IDisposable
{
    private const int DeepestJson = 64;

    private readonly JsonDocument _document;
    private readonly int _open;

    private JsonBody(JsonDocument document, int open) => (_document, _open) = (document, open);

    /// <exception cref="JsonException">It is not JSON, as far as it was read.</exception>
    public static JsonBody Parse(string text, bool isCut)
    {
        var options = new JsonDocumentOptions { MaxDepth = DeepestJson };
        var clean = LoneSurrogates.Replace(text);
        if (!isCut)
        {
            return new JsonBody(JsonDocument.Parse(clean, options), 0);
        }

        var (head, closing) = Beginning(Encoding.UTF8.GetBytes(clean));
        return new JsonBody(JsonDocument.Parse(head + closing, options), closing.Length);
    }

    /// <summary>The values at a place, and whether the part that was not read can change what is there.</summary>
    public (IReadOnlyList<JsonElement> Values, bool MayBeMore) Find(JsonPath path)
    {
        var values = path.Find(_document.RootElement, _open, out var isAll);
        return (values, !isAll);
    }

    public void Dispose() => _document.Dispose();

    /// <summary>Up to the last whole value, and what closes all that is open there.</summary>
    private static (string Head, string Closing) Beginning(ReadOnlySpan<byte> octets)
    {
        var reader = new Utf8JsonReader(octets, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = DeepestJson }));
        var open = new Stack<char>();
        var end = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    continue; // without a value it is not there yet
                case JsonTokenType.StartObject:
                    open.Push('}');
                    break;
                case JsonTokenType.StartArray:
                    open.Push(']');
                    break;
                case JsonTokenType.EndObject:
                case JsonTokenType.EndArray:
                    open.Pop();
                    break;
                default:
                    break;
            }

            end = (int)reader.BytesConsumed;
        }

        return end == 0 ? throw new JsonException("Nothing of it is there.") : (Encoding.UTF8.GetString(octets[..end]), string.Concat(open));
    }
}
