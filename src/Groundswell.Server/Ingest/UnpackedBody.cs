using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Groundswell.Server.Ingest;

/// <summary>A request's body as it was before it was packed. Who reads it stops at a bound: a small body must not unfold without end.</summary>
internal sealed class UnpackedBody : IAsyncDisposable
{
    private const string Codings = "gzip, zstd";

    /// <summary>8 MiB, which RFC 8878 (3.1.1.1.2) recommends to support: what a body asks for beyond it would be memory for nothing.</summary>
    private const int LargestWindowLog = 23;

    private readonly bool _isOwned;

    private UnpackedBody(PipeReader reader, bool isOwned) => (Reader, _isOwned) = (reader, isOwned);

    public PipeReader Reader { get; }

    /// <returns>Null where it is packed in a way that is not known here.</returns>
    public static UnpackedBody? Open(HttpRequest request)
    {
        switch (request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant())
        {
            case "" or "identity":
                return new UnpackedBody(request.BodyReader, isOwned: false);
            case "gzip" or "x-gzip":
                return new UnpackedBody(PipeReader.Create(new GZipStream(request.Body, CompressionMode.Decompress)), isOwned: true);
            case "zstd":
                var stream = new DecompressionStream(request.Body);
                stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, LargestWindowLog);
                return new UnpackedBody(PipeReader.Create(stream), isOwned: true);
            default:
                return null;
        }
    }

    /// <summary>Whether reading failed because the body is not what its coding says.</summary>
    public static bool IsBroken(Exception exception) => exception is InvalidDataException or ZstdException or EndOfStreamException;

    /// <summary>
    /// Packed bodies are for senders that are known: a stranger would have the node do, hold and store a thousand times what was sent.
    /// False where it was refused, and answered.
    /// </summary>
    public static async ValueTask<bool> ExpectPlainAsync(HttpContext context)
    {
        if (context.Request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant() is "" or "identity")
        {
            return true;
        }

        context.Response.Headers.AcceptEncoding = "identity";
        await Problem.WriteAsync(
            context, StatusCodes.Status415UnsupportedMediaType, "encoding", "Packed", "Content-Encoding: packed reports are taken with a token only (ingest.tokens); send them plain.");
        return false;
    }

    public static Task WriteUnknownAsync(HttpContext context)
    {
        context.Response.Headers.AcceptEncoding = Codings;
        return Problem.WriteAsync(
            context,
            StatusCodes.Status415UnsupportedMediaType,
            "encoding",
            "Unknown encoding",
            $"Content-Encoding: '{Catalogue.Slug.Excerpt(context.Request.Headers.ContentEncoding.ToString())}' is not one of {Codings}.");
    }

    public static Task WriteBrokenAsync(HttpContext context) => Problem.WriteAsync(
        context,
        StatusCodes.Status400BadRequest,
        "encoding",
        "The body cannot be unpacked",
        $"It is not valid {context.Request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant()}, or asks for more than 8 MiB of memory; nothing was stored.");

    public async ValueTask DisposeAsync()
    {
        if (_isOwned)
        {
            await Reader.CompleteAsync();
        }
    }
}
