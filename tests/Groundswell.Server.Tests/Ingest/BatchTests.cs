using System.IO.Compression;
using System.Net;
using System.Text;
using ZstdSharp;

namespace Groundswell.Server.Tests.Ingest;

public sealed class BatchTests(SharedNode node) : IClassFixture<SharedNode>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("identity")]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("zstd")]
    public async Task Lines_are_taken_plain_and_packed(string coding)
    {
        var tag = $"packed with {coding}.";
        var lines = string.Join('\n', Enumerable.Range(0, 300).Select(n => Line(tag, n)));

        using var response = await SendAsync(Pack(Encoding.UTF8.GetBytes(lines), coding), coding);

        var answer = await BatchAnswer.ReadAsync(response);
        Assert.Equal((300, 300, 0, 0), (answer.Accepted, answer.Counted, answer.Repeated, answer.Duplicates));
        Assert.Empty(answer.Rejected);
        Assert.Equal(300, node.Stored(tag).Sum(r => r.Weight));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip, zstd")]
    [InlineData("x")]
    public async Task A_coding_that_is_not_known_is_refused_with_415_and_those_that_are(string coding)
    {
        using var response = await SendAsync(Encoding.UTF8.GetBytes(Line("unknown coding", 0)), coding);

        var problem = await ProblemAnswer.ReadAsync(response, HttpStatusCode.UnsupportedMediaType);
        Assert.Contains($"'{coding}' is not one of gzip, zstd", problem.Detail, StringComparison.Ordinal);
        Assert.Equal("gzip, zstd", string.Join(", ", response.Headers.GetValues("Accept-Encoding")));
        Assert.Empty(node.Stored("unknown coding"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task What_is_damaged_or_cut_off_is_refused_whole(string coding)
    {
        var tag = $"damaged {coding}";
        var whole = Pack(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 2000).Select(n => Line(tag, n)))), coding);

        using var none = await SendAsync("not packed at all"u8.ToArray(), coding);
        using var cut = await SendAsync(whole[..(whole.Length / 2)], coding);
        using var tailless = await SendAsync(whole[..^3], coding);

        foreach (var response in (HttpResponseMessage[])[none, cut, tailless])
        {
            Assert.Contains($"not valid {coding}", (await ProblemAnswer.ReadAsync(response, HttpStatusCode.BadRequest)).Detail, StringComparison.Ordinal);
        }

        Assert.Empty(node.Stored(tag));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task A_small_body_that_unfolds_without_end_is_refused_and_nothing_of_it_stored(string coding)
    {
        var tag = $"bomb {coding}";
        var padded = Encoding.UTF8.GetBytes(Line(tag, 0).PadRight(8_000) + "\n");
        var bomb = Pack(Enumerable.Repeat(padded, (66 << 20) / padded.Length), coding);
        Assert.InRange(bomb.Length, 1, 1_000_000);

        using var response = await SendAsync(bomb, coding);

        var problem = await ProblemAnswer.ReadAsync(response, HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains("67108864 bytes after decompression", problem.Detail, StringComparison.Ordinal);
        Assert.Empty(node.Stored(tag));
    }

    [Theory]
    [InlineData(8_193, "")]
    [InlineData(100_000, "gzip")]
    [InlineData(1_048_576, "")]
    [InlineData(12_000_000, "")]
    [InlineData(12_000_000, "zstd")]
    public async Task A_line_that_is_too_long_is_told_by_its_number_and_the_others_are_taken(int length, string coding)
    {
        var tag = $"beside {length} {coding}.";
        var longLine = new string('x', length);
        string[] lines = [Line(tag, 0), longLine, Line(tag, 1), longLine + longLine, Line(tag, 2), longLine];

        using var response = await SendAsync(Pack(Encoding.UTF8.GetBytes(string.Join('\n', lines)), coding), coding);

        var answer = await BatchAnswer.ReadAsync(response);
        Assert.Equal([2, 4, 6], answer.Rejected.Select(r => r.Line));
        Assert.All(answer.Rejected, r => Assert.Equal("The line has more than 8192 bytes.", r.Reason));
        Assert.Equal(3, node.Stored(tag).Count);
    }

    [Fact]
    public async Task A_line_without_end_is_refused_at_the_bound_of_a_batch()
    {
        using var response = await SendAsync(Pack(Enumerable.Repeat(new byte[1 << 20], 66), "gzip"), "gzip");

        Assert.Contains("67108864 bytes after decompression", (await ProblemAnswer.ReadAsync(response, HttpStatusCode.RequestEntityTooLarge)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_50_000_reports_are_refused_whole()
    {
        const string line = """{"service":"acme","symptom":"app","comment":"too many"}""";

        using var response = await SendAsync(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Repeat(line, 50_001))));

        Assert.Contains("at most 50000 reports", (await ProblemAnswer.ReadAsync(response, HttpStatusCode.RequestEntityTooLarge)).Detail, StringComparison.Ordinal);
        Assert.Empty(node.Stored("too many"));
    }

    [Fact]
    public async Task Bad_lines_are_listed_by_number_and_good_ones_kept()
    {
        const string tag = "some are good";
        string[] lines =
        [
            Line(tag, 1), "", """{"service":"nobody","symptom":"app"}""", Line(tag, 2) + "\r", "not JSON", new string(' ', 8193), Line(tag, 3),
        ];

        using var response = await SendAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

        var answer = await BatchAnswer.ReadAsync(response);
        Assert.Equal((3, 3), (answer.Accepted, answer.Counted));
        Assert.Equal([(3, "service"), (5, ""), (6, "")], answer.Rejected.Select(r => (r.Line, r.Field)));
        Assert.Contains("'nobody'", answer.Rejected[0].Reason, StringComparison.Ordinal);
        Assert.Contains("8192 bytes", answer.Rejected[2].Reason, StringComparison.Ordinal);
        Assert.Equal(3, node.Stored(tag).Count);
    }

    [Fact]
    public async Task A_batch_of_bad_lines_only_is_a_problem_and_lists_them()
    {
        using var response = await SendAsync(Encoding.UTF8.GetBytes("""
            {"service":"acme"}
            {"symptom":"app"}
            """));

        var problem = await ProblemAnswer.ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Contains("None of 2 lines", problem.Detail, StringComparison.Ordinal);
        Assert.Contains("\"rejected\":[{\"line\":1,\"field\":\"symptom\"", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_line_a_retried_one_and_a_reused_key_are_told_apart()
    {
        const string tag = "three kinds";
        string[] lines =
        [
            $$"""{"service":"acme","symptom":"app","reporter":"kinds-1","comment":"{{tag}}","idempotency_key":"kinds-a"}""",
            $$"""{"service":"acme","symptom":"app","reporter":"kinds-1","comment":"{{tag}}"}""",
            $$"""{"service":"acme","symptom":"app","reporter":"kinds-1","comment":"{{tag}}","idempotency_key":"kinds-a"}""",
            $$"""{"service":"bolt","symptom":"app","reporter":"kinds-1","comment":"{{tag}}","idempotency_key":"kinds-a"}""",
        ];

        using var response = await SendAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

        var answer = await BatchAnswer.ReadAsync(response);
        Assert.Equal((3, 1, 1, 1), (answer.Accepted, answer.Counted, answer.Repeated, answer.Duplicates));
        Assert.Equal((4, "idempotency_key"), Assert.Single(answer.Rejected.Select(r => (r.Line, r.Field))));
        Assert.Equal(1, Assert.Single(node.Stored(tag)).Weight);
    }

    private static string Line(string tag, int person) =>
        $$"""{"service":"acme","symptom":"app","region":"GB","reporter":"{{tag}}-{{person}}","comment":"{{tag}}"}""";

    private static byte[] Pack(byte[] bytes, string coding) => Pack([bytes], coding);

    private static byte[] Pack(IEnumerable<byte[]> parts, string coding)
    {
        using var packed = new MemoryStream();
        using (Stream stream = coding.ToLowerInvariant() switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "zstd" => new CompressionStream(packed, level: 1),
            _ => packed,
        })
        {
            foreach (var part in parts)
            {
                stream.Write(part);
            }
        }

        return packed.ToArray();
    }

    private Task<HttpResponseMessage> SendAsync(byte[] body, string coding = "")
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/x-ndjson");
        if (coding.Length > 0)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        }

        return node.SendAsync("/api/v1/reports/batch", content);
    }
}
