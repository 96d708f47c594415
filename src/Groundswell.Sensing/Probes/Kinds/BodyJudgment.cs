using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Probes.Connecting;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>Conditions on a body. What a server packs though it was not asked to is unpacked, to the limit of any body.</summary>
internal static class BodyJudgment
{
    private const int DeepestJson = 64;

    public static ProbeFailure? Check(IReadOnlyList<BodyCondition> conditions, HttpBody body, HttpContentHeaders headers)
    {
        if (Unpack(body.Octets, headers, out var isCut) is not { } octets)
        {
            return ProbeFailure.Content("the body cannot be unpacked");
        }

        var cut = isCut || body.IsCut ? ", of which only the beginning was read" : "";
        string? text = null;
        JsonDocument? json = null;
        try
        {
            foreach (var condition in conditions)
            {
                switch (condition)
                {
                    case BodyCondition.Whole whole when !whole.Text.Holds(text ??= Decode(octets, headers)):
                        return ProbeFailure.Content($"the body{cut} is not as asked: {whole.Text}");
                    case BodyCondition.At at when Check(at, json ??= JsonDocument.Parse(octets, new JsonDocumentOptions { MaxDepth = DeepestJson })) is { } failure:
                        return failure;
                    default:
                        break;
                }
            }

            return null;
        }
        catch (JsonException)
        {
            return ProbeFailure.Content($"the body{cut} is not JSON");
        }
        finally
        {
            json?.Dispose();
        }
    }

    private static ProbeFailure? Check(BodyCondition.At at, JsonDocument json)
    {
        var values = at.Path.Find(json.RootElement);
        if (values.Count == 0)
        {
            return ProbeFailure.Content($"nothing at {at.Path}");
        }

        var isRight = at.Value is not { } wanted || (wanted.Match == TextMatch.Lacks ? values.All(v => wanted.Holds(v.ToString())) : values.Any(v => wanted.Holds(v.ToString())));
        return isRight ? null : ProbeFailure.Content($"{at.Path} is '{ProbeText.Excerpt(values[0].ToString())}', not as asked: {at.Value}");
    }

    /// <summary>By the charset that the server names; UTF-8 where it names none that is known.</summary>
    private static string Decode(ReadOnlyMemory<byte> octets, HttpContentHeaders headers) => headers.ContentType?.CharSet?.Trim('"').ToUpperInvariant() switch
    {
        "ISO-8859-1" or "LATIN1" or "WINDOWS-1252" or "US-ASCII" => Encoding.Latin1.GetString(octets.Span),
        "UTF-16" or "UTF-16LE" => Encoding.Unicode.GetString(octets.Span),
        _ => Encoding.UTF8.GetString(octets.Span),
    };

    private static ReadOnlyMemory<byte>? Unpack(ReadOnlyMemory<byte> octets, HttpContentHeaders headers, out bool isCut)
    {
        isCut = false;
        using var packed = new MemoryStream(octets.ToArray());
        using var unpacking = headers.ContentEncoding.LastOrDefault()?.ToUpperInvariant() switch
        {
            "GZIP" or "X-GZIP" => new GZipStream(packed, CompressionMode.Decompress),
            "BR" => new BrotliStream(packed, CompressionMode.Decompress),
            "DEFLATE" => (Stream)new ZLibStream(packed, CompressionMode.Decompress),
            _ => null,
        };
        if (unpacking is null)
        {
            return octets;
        }

        var whole = new byte[ProbeCheck.LargestBodyLimit];
        try
        {
            var length = unpacking.ReadAtLeast(whole, whole.Length, throwOnEndOfStream: false);
            isCut = length == whole.Length;
            return whole.AsMemory(0, length);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return null;
        }
    }
}
