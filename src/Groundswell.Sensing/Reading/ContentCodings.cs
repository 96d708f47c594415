using System.IO.Compression;
using System.Net.Http.Headers;

namespace Groundswell.Sensing.Reading;

/// <summary>
/// Unpacks bodies: gzip, deflate and br, under each name that RFC 9110 has for them, in any case of letters and one within another. What
/// only the beginning is known of is unpacked as far as it goes.
/// </summary>
internal static class ContentCodings
{
    /// <summary>What is packed more often than this is meant to cost.</summary>
    private const int MostLayers = 4;

    /// <summary>The codings that the octets went through, in their order, those of the transfer last.</summary>
    public static IReadOnlyList<string> Of(HttpResponseMessage response) =>
        [.. Words(response.Content.Headers, "Content-Encoding").Concat(Words(response.Headers, "Transfer-Encoding")).Where(c => c is not ("" or "identity" or "chunked"))];

    /// <param name="octets">As they came.</param>
    /// <param name="codings">See <see cref="Of"/>.</param>
    /// <param name="isCut">There were more octets than these.</param>
    /// <param name="limit">More is not unpacked.</param>
    public static UnpackedBody Unpack(ReadOnlyMemory<byte> octets, IReadOnlyList<string> codings, bool isCut, int limit)
    {
        if (codings.Count > MostLayers)
        {
            return UnpackedBody.Faulty($"is packed {codings.Count} times over");
        }

        foreach (var coding in codings.Reverse())
        {
            if (octets.IsEmpty)
            {
                break; // an answer without a body may name what one would be packed with
            }

            using Stream packed = isCut ? new CutStream(octets) : new MemoryStream(octets.ToArray(), writable: false);
            using Stream? unpacking = coding switch
            {
                "gzip" or "x-gzip" => new GZipStream(packed, CompressionMode.Decompress),
                "br" => new BrotliStream(packed, CompressionMode.Decompress),
                "deflate" when IsZlib(octets.Span) => new ZLibStream(packed, CompressionMode.Decompress),
                "deflate" => new DeflateStream(packed, CompressionMode.Decompress), // without the wrapping, as some send it and clients take it
                _ => null,
            };
            if (unpacking is null)
            {
                return UnpackedBody.Faulty($"is packed by '{Shown(coding)}', which is not known here");
            }

            if (Read(unpacking, limit, ref isCut) is not { } unpacked)
            {
                return UnpackedBody.Faulty("cannot be unpacked");
            }

            octets = unpacked;
        }

        return new UnpackedBody(octets, isCut, null);
    }

    private static ReadOnlyMemory<byte>? Read(Stream unpacking, int limit, ref bool isCut)
    {
        var whole = new MemoryStream();
        var chunk = new byte[16 * 1024];
        try
        {
            while (unpacking.Read(chunk) is > 0 and var length)
            {
                var room = (int)(limit - whole.Length);
                whole.Write(chunk, 0, Math.Min(length, room));
                if (length > room)
                {
                    isCut = true;
                    break;
                }
            }
        }
        catch (EndOfStreamException) when (isCut)
        {
            // As far as it goes.
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or InvalidOperationException)
        {
            return null;
        }

        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    /// <summary>Two octets that say the method and are a multiple of 31 (RFC 1950).</summary>
    private static bool IsZlib(ReadOnlySpan<byte> octets) => octets is [var method, var flags, ..] && (method & 0x0F) == 8 && ((method << 8) + flags) % 31 == 0;

    private static IEnumerable<string> Words(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var lines) ? lines.SelectMany(l => l.Split(',')).Select(w => w.Trim().ToLowerInvariant()) : [];

    private static string Shown(string coding) => coding.Length <= 20 ? coding : coding[..20] + "…";
}
