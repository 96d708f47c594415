using System.IO.Compression;
using System.Text;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Tests.Probes.Servers;
using Groundswell.Signals;

namespace Groundswell.Sensing.Tests.Probes.Kinds;

public sealed class HttpBodyTests
{
    private const string First = "all is well here";
    private const string Last = "the end of it";

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip", "x-gzip")]
    [InlineData("gzip", "GZip")]
    [InlineData("gzip", "identity, gzip")]
    [InlineData("gzip gzip", "gzip, gzip")]
    [InlineData("members", "gzip")]
    [InlineData("zlib", "deflate")]
    [InlineData("deflate", "deflate")]
    [InlineData("br", "br")]
    [InlineData("br gzip", "br, gzip")]
    [InlineData("", "identity")]
    [InlineData("", "")]
    public async Task A_body_is_unpacked_whole_or_as_far_as_it_was_read(string packing, string header)
    {
        foreach (var length in (int[])[10, 200_000])
        {
            var body = Pack(packing, length);
            var isCut = length > ProbeCheck.DefaultBodyLimit;

            Assert.Null(await FailureAsync(body, header, TextMatch.Contains, First));
            Assert.Null(await FailureAsync(body, header, TextMatch.Lacks, "trouble"));
            Assert.Equal(FailureClass.Content, await FailureAsync(body, header, TextMatch.Lacks, First));
            Assert.Equal(FailureClass.Content, await FailureAsync(body, header, TextMatch.Contains, "trouble"));
            Assert.Equal(isCut ? null : FailureClass.Content, await FailureAsync(body, header, TextMatch.Lacks, Last));
        }
    }

    [Theory]
    [InlineData("gzip", "gzip", 40)] // broken off by the server, and not by us
    [InlineData("br", "br", 40)]
    [InlineData("zlib", "deflate", 40)]
    [InlineData("", "gzip", 0)]
    [InlineData("", "br", 0)]
    [InlineData("", "deflate", 0)]
    public async Task What_is_not_packed_as_it_says_is_told(string packing, string header, int lacking)
    {
        var body = Pack(packing, 1000);
        var result = await RunAsync(body[..^lacking], header, TextMatch.Contains, First);

        Assert.Equal((FailureClass.Content, "the body cannot be unpacked"), (result.Failure, result.Detail));
    }

    [Theory]
    [InlineData("zstd", "the body is packed by 'zstd', which is not known here")]
    [InlineData("gzip, gzip, gzip, gzip, gzip", "the body is packed 5 times over")]
    public async Task What_cannot_be_unpacked_here_is_told(string header, string expected) =>
        Assert.Equal(expected, (await RunAsync("octets"u8.ToArray(), header, TextMatch.Contains, First)).Detail);

    [Fact]
    public async Task An_empty_body_needs_no_unpacking() => Assert.Null(await FailureAsync([], "gzip", TextMatch.Equals, ""));

    [Fact]
    public async Task A_transfer_may_be_packed_as_well()
    {
        var body = Encoding.Latin1.GetString(Pack("gzip", 100));
        await using var server = new RawServer(Serve.Text($"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n{body.Length:x}\r\n{body}\r\n0\r\nX-Trailer: a\r\n\r\n"));

        Assert.Null((await RunAsync(server, TextMatch.Contains, First)).Failure);
    }

    [Theory]
    [InlineData("HTTP/1.0 200 OK\r\n\r\n{0}")]
    [InlineData("HTTP/1.1 200\r\nConnection: close\r\n\r\n{0}")]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 16\n\n{0}")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{0}")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10;a=b\r\n{0}\r\n0\r\nTrailer: x\r\n\r\n")]
    public async Task What_the_standard_lets_servers_write_is_read(string answer)
    {
        await using var server = new RawServer(Serve.Text(string.Format(System.Globalization.CultureInfo.InvariantCulture, answer, First)));

        Assert.Null((await RunAsync(server, TextMatch.Equals, First)).Failure);
    }

    [Fact]
    public async Task A_character_that_the_limit_cuts_is_not_one_that_was_read()
    {
        // 1 KiB ends in the middle of the last letter but one.
        var page = new string('a', 1023) + "ée";
        await using var server = new RawServer(Serve.Octets(Encoding.UTF8.GetBytes(page)));

        var result = await Probing.RunAsync(new ProbeCheck.Http(Url(server)) { BodyLimit = 1024, BodyConditions = [Whole(TextMatch.Lacks, "\uFFFD"), Whole(TextMatch.Matches, "a$")] });

        Assert.Null(result.Failure);
    }

    [Theory]
    [InlineData(TextMatch.Equals, "ready", null)]
    [InlineData(TextMatch.Equals, "a", null)]
    [InlineData(TextMatch.Equals, "a, ready", null)]
    [InlineData(TextMatch.Equals, "read", FailureClass.Content)]
    [InlineData(TextMatch.Matches, "^ready$", null)]
    [InlineData(TextMatch.Contains, "a, r", null)]
    [InlineData(TextMatch.Lacks, "ready", FailureClass.Content)]
    [InlineData(TextMatch.Lacks, "other", null)]
    public async Task A_header_that_comes_twice_fits_by_each_of_its_values(TextMatch match, string text, FailureClass? expected)
    {
        await using var server = new RawServer(Serve.Octets([], "X-State: a", "x-state: ready"));

        Assert.Equal(expected, (await Probing.RunAsync(new ProbeCheck.Http(Url(server)) { HeaderConditions = [new HeaderCondition("X-State", new TextCondition(match, text))] })).Failure);
    }

    [Theory]
    [InlineData("K\u00C3\u00A4se", "Käse")] // octets of UTF-8
    [InlineData("K\u00E4se", "Käse")] // an octet of Latin-1
    [InlineData("\u00E6\u0097\u00A5", "日")]
    [InlineData("plain", "plain")]
    public async Task Headers_are_UTF8_where_they_can_be(string sent, string expected)
    {
        await using var server = new RawServer(Serve.Octets([], $"X-Name: {sent}"));

        Assert.Null((await Probing.RunAsync(new ProbeCheck.Http(Url(server)) { HeaderConditions = [new HeaderCondition("X-Name", new TextCondition(TextMatch.Equals, expected))] })).Failure);
    }

    [Theory]
    [InlineData("text/html; charset=windows-1251", "D1E5F0E2E8F1")]
    [InlineData("text/html; charset=\"KOI8-R\"", "F3C5D2D7C9D3")]
    [InlineData("text/html;Charset='iso-8859-5'", "C1D5E0D2D8E1")]
    [InlineData("text/html; charset=utf8", "D0A1D0B5D180D0B2D0B8D181")]
    [InlineData("text/html", "D0A1D0B5D180D0B2D0B8D181")]
    [InlineData("text/html; charset=windows-1251", "EFBBBFD0A1D0B5D180D0B2D0B8D181")] // the mark is believed first
    [InlineData("text/html; charset=x-unknown", "D0A1D0B5D180D0B2D0B8D181")]
    [InlineData("text/html", "3C6D65746120636861727365743D636F692D383E")] // <meta charset=coi-8>: no such one
    public async Task A_page_is_read_by_the_encoding_that_it_declares(string type, string octets)
    {
        await using var server = new RawServer(Serve.Octets(Convert.FromHexString(octets), $"Content-Type: {type}"));

        Assert.Null((await RunAsync(server, TextMatch.Contains, octets.StartsWith("3C", StringComparison.Ordinal) ? "coi-8" : "Сервис")).Failure);
    }

    private static Uri Url(RawServer server) => new($"http://127.0.0.1:{server.Port}/");

    private static BodyCondition.Whole Whole(TextMatch match, string text) => new(new TextCondition(match, text));

    private static async Task<FailureClass?> FailureAsync(byte[] body, string coding, TextMatch match, string text) => (await RunAsync(body, coding, match, text)).Failure;

    private static async Task<ProbeResult> RunAsync(byte[] body, string coding, TextMatch match, string text)
    {
        await using var server = new RawServer(Serve.Octets(body, coding.Length > 0 ? [$"Content-Encoding: {coding}"] : []));
        return await RunAsync(server, match, text);
    }

    private static Task<ProbeResult> RunAsync(RawServer server, TextMatch match, string text) => Probing.RunAsync(new ProbeCheck.Http(Url(server)) { BodyConditions = [Whole(match, text)] });

    /// <summary>What cannot be packed well, so that it is about as long packed.</summary>
    private static byte[] Pack(string packing, int length)
    {
        var noise = new byte[length];
        new Random(1).NextBytes(noise);
        byte[] body = [.. Encoding.ASCII.GetBytes(First), .. Encoding.ASCII.GetBytes(Convert.ToHexString(noise)), .. Encoding.ASCII.GetBytes(Last)];
        return packing switch
        {
            "" => body,
            "members" => [.. Pack(body[..40], s => new GZipStream(s, CompressionLevel.Fastest)), .. Pack(body[40..], s => new GZipStream(s, CompressionLevel.Fastest))],
            _ => packing.Split(' ').Aggregate(body, (b, p) => Pack(b, s => p switch
            {
                "gzip" => new GZipStream(s, CompressionLevel.Fastest),
                "br" => new BrotliStream(s, CompressionLevel.Fastest),
                "zlib" => new ZLibStream(s, CompressionLevel.Fastest),
                _ => new DeflateStream(s, CompressionLevel.Fastest),
            })),
        };
    }

    private static byte[] Pack(byte[] body, Func<Stream, Stream> packer)
    {
        using var packed = new MemoryStream();
        using (var packing = packer(packed))
        {
            packing.Write(body);
        }

        return packed.ToArray();
    }
}
