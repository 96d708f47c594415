using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Groundswell.Server.Serving;

/// <summary>A page as bytes with its tags, in every form that is asked for: each is made once. Shared by all requests.</summary>
internal sealed class RenderedPage
{
    /// <summary>Stands in a page where its own tag belongs, so that a browser can say which content it shows.</summary>
    public const string TagPlaceholder = "0000-tag-of-this-0000";

    // Content lives for one tick: a cheap level.
    private const int BrotliQuality = 5;
    private const int BrotliWindow = 18;

    private readonly Form _identity;
    private readonly Lazy<Form> _gzip;
    private readonly Lazy<Form> _brotli;

    private RenderedPage(string tag, byte[] html)
    {
        Tag = tag;
        _identity = new Form(html, StringValues.Empty, $"\"{tag}\"");
        _gzip = new Lazy<Form>(() => new Form(Gzip(html), "gzip", $"\"{tag}-g\""));
        _brotli = new Lazy<Form>(() => new Form(Brotli(html), "br", $"\"{tag}-b\""));
    }

    /// <summary>Hash of the content, the same for the same content whenever it was drawn.</summary>
    public string Tag { get; }

    /// <param name="html">Owned by the page from here on.</param>
    /// <param name="earlier">An earlier page of the same address; returned itself where the content is the same.</param>
    public static RenderedPage From(byte[] html, RenderedPage? earlier = null)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(html, hash);
        var tag = Convert.ToHexStringLower(hash[..8]);
        return earlier?.Tag == tag ? earlier : new RenderedPage(tag, WithTag(html, tag));
    }

    public Form In(ContentCoding coding) => coding switch
    {
        ContentCoding.Brotli => _brotli.Value,
        ContentCoding.Gzip => _gzip.Value,
        _ => _identity,
    };

    private static byte[] WithTag(byte[] html, string tag)
    {
        var at = html.AsSpan().IndexOf(Encoding.ASCII.GetBytes(TagPlaceholder));
        return at < 0 ? html : [.. html.AsSpan(0, at), .. Encoding.ASCII.GetBytes(tag), .. html.AsSpan(at + TagPlaceholder.Length)];
    }

    private static byte[] Gzip(byte[] html)
    {
        using var target = new MemoryStream(html.Length / 4);
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal))
        {
            gzip.Write(html);
        }

        return target.ToArray();
    }

    private static byte[] Brotli(byte[] html)
    {
        var target = new byte[BrotliEncoder.GetMaxCompressedLength(html.Length)];
        return BrotliEncoder.TryCompress(html, target, out var length, BrotliQuality, BrotliWindow)
            ? target[..length]
            : throw new InvalidOperationException("Brotli wrote more than the most it can write.");
    }

    /// <summary>One form of the body and the headers that go with it.</summary>
    /// <param name="Body">As sent.</param>
    /// <param name="Encoding">Content-Encoding; empty for identity.</param>
    /// <param name="ETag">Strong tag of this form, in quotes.</param>
    internal sealed record Form(byte[] Body, StringValues Encoding, StringValues ETag);
}
