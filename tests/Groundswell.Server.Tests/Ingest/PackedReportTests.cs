using System.IO.Compression;
using System.Net;
using System.Text;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Groundswell.Server.Tests.Ingest;

/// <summary>One report that is sent packed.</summary>
public sealed class PackedReportTests(SharedNode node) : IClassFixture<SharedNode>
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("zstd")]
    [InlineData("identity")]
    public async Task It_is_taken_as_a_batch_is(string coding)
    {
        using var response = await SendAsync(Pack(Report($"single {coding}."), coding), coding);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Single(node.Stored($"single {coding}."));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip, gzip")]
    [InlineData("deflate")]
    public async Task Another_coding_is_415_with_those_that_are_known(string coding)
    {
        using var response = await SendAsync(Report("br"), coding);

        await ProblemAnswer.ReadAsync(response, HttpStatusCode.UnsupportedMediaType);
        Assert.Equal("gzip, zstd", string.Join(", ", response.Headers.GetValues("Accept-Encoding")));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task What_unfolds_beyond_8_KiB_is_413_and_what_is_not_packed_400(string coding)
    {
        using var bomb = await SendAsync(Pack(Encoding.UTF8.GetBytes(new string(' ', 5_000_000)), coding), coding);
        using var plain = await SendAsync(Report("plain"), coding);

        Assert.Contains("8192 bytes", (await ProblemAnswer.ReadAsync(bomb, HttpStatusCode.RequestEntityTooLarge)).Detail, StringComparison.Ordinal);
        Assert.Contains($"not valid {coding}", (await ProblemAnswer.ReadAsync(plain, HttpStatusCode.BadRequest)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_that_asks_for_more_memory_than_any_report_needs_is_refused()
    {
        using var compressor = new Compressor(19);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_windowLog, 27);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_contentSizeFlag, 0);
        using var packed = new MemoryStream();
        await using (var stream = new CompressionStream(packed, compressor, leaveOpen: true))
        {
            await stream.WriteAsync(Report("window"), TestContext.Current.CancellationToken);
        }

        using var response = await SendAsync(packed.ToArray(), "zstd");

        Assert.Contains("8 MiB of memory", (await ProblemAnswer.ReadAsync(response, HttpStatusCode.BadRequest)).Detail, StringComparison.Ordinal);
    }

    private static byte[] Report(string comment) => Encoding.UTF8.GetBytes($$"""{"service":"acme","symptom":"app","reporter":"{{comment}}","comment":"{{comment}}"}""");

    private static byte[] Pack(byte[] bytes, string coding)
    {
        if (coding == "zstd")
        {
            using var compressor = new Compressor();
            return compressor.Wrap(bytes).ToArray();
        }

        if (coding == "identity")
        {
            return bytes;
        }

        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }

    private Task<HttpResponseMessage> SendAsync(byte[] body, string coding)
    {
        var content = new ByteArrayContent(body);
        content.Headers.Add("Content-Type", "application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        return node.SendAsync("/api/v1/reports", content);
    }
}
