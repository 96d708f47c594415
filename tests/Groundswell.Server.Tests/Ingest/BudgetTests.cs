using System.IO.Compression;
using System.Net;
using System.Text;
using Groundswell.Server.Ingest;
using Groundswell.Server.Ingest.Budgets;
using Microsoft.Extensions.Time.Testing;

namespace Groundswell.Server.Tests.Ingest;

/// <summary>What a stranger may cost. The node believes its own machine's word on who sends.</summary>
public sealed class BudgetTests : IAsyncDisposable
{
    private const string Token = "a-token-of-a-relay";

    private readonly TemporaryFolder _folder = new();
    private ServingNode? _node;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ServingNode Node => _node ?? throw new InvalidOperationException("The node was not started.");

    [Fact]
    public async Task Who_sends_more_than_its_rate_is_told_how_long_to_wait_and_is_taken_after_it()
    {
        await StartAsync(new IngestOptions { ReporterRate = 6, NetworkRate = 0 });
        for (var n = 0; n < 30; n++)
        {
            Assert.Equal(HttpStatusCode.Created, (await ReportAsync("192.0.2.1")).Status);
        }

        var (status, wait) = await ReportAsync("192.0.2.1");
        var (ofAnother, _) = await ReportAsync("192.0.2.2");
        Node.Time.Advance(TimeSpan.FromSeconds(wait - 1));
        var (tooSoon, _) = await ReportAsync("192.0.2.1");
        Node.Time.Advance(TimeSpan.FromSeconds(1));
        var (afterwards, _) = await ReportAsync("192.0.2.1");

        Assert.Equal((HttpStatusCode.TooManyRequests, 10), (status, wait));
        Assert.Equal(HttpStatusCode.Created, ofAnother);
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.Created), (tooSoon, afterwards));
    }

    [Theory]
    [InlineData("192.0.2.{0}", "192.0.3.1")]
    [InlineData("2001:db8:0:{0}::1", "2001:db8:1::1")]
    public async Task A_network_has_a_budget_beside_those_of_its_addresses(string inside, string outside)
    {
        await StartAsync(new IngestOptions { ReporterRate = 0, NetworkRate = 4 });
        for (var n = 1; n <= 20; n++)
        {
            Assert.Equal(HttpStatusCode.Created, (await ReportAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, inside, n))).Status);
        }

        var next = await ReportAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, inside, 21));
        var other = await ReportAsync(outside);

        Assert.Equal((HttpStatusCode.TooManyRequests, 15), next);
        Assert.Equal(HttpStatusCode.Created, other.Status);
    }

    [Fact]
    public async Task Comments_cost_bytes()
    {
        await StartAsync(new IngestOptions { ReporterRate = 12, NetworkRate = 0 });
        var comment = string.Concat(Enumerable.Repeat("\U0001F30A", 500));
        var statuses = new List<HttpStatusCode>();
        for (var n = 0; n < 90; n++)
        {
            statuses.Add((await ReportAsync("192.0.2.1", $$"""{"service":"acme","symptom":"login","comment":"{{comment}}"}""")).Status);
            Node.Time.Advance(TimeSpan.FromSeconds(5));
        }

        // Twelve a minute are within the rate of reports; their 2,054 bytes each are not within that of bytes: 32 KiB at once, and 512 each five seconds.
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.TooManyRequests], statuses.Distinct());
        Assert.InRange(statuses.Count(s => s == HttpStatusCode.Created), 36, 40);
    }

    [Fact]
    public async Task A_batch_without_a_token_is_small_and_plain()
    {
        await StartAsync(new IngestOptions { Tokens = [Token] });
        var many = Lines(201);
        var packed = Pack(Lines(10));

        using var tooMany = await BatchAsync(many, "192.0.2.1");
        using var tooLong = await BatchAsync(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Repeat($$"""{"service":"acme","symptom":"login","comment":"{{new string('x', 490)}}"}""", 150))), "192.0.2.1");
        using var gzip = await BatchAsync(packed, "192.0.2.1", coding: "gzip");
        using var withToken = await BatchAsync(packed, "192.0.2.1", Token, "gzip");
        using var small = await BatchAsync(Lines(200), "192.0.2.9");
        using var again = await BatchAsync(Lines(200), "192.0.2.9");
        using var third = await BatchAsync(Lines(200), "192.0.2.9");
        using var fourth = await BatchAsync(Lines(1), "192.0.2.9");

        Assert.Contains("at most 200 reports where it comes without a token", (await ProblemAnswer.ReadAsync(tooMany, HttpStatusCode.RequestEntityTooLarge)).Detail, StringComparison.Ordinal);
        Assert.Contains("65536 bytes", (await ProblemAnswer.ReadAsync(tooLong, HttpStatusCode.RequestEntityTooLarge)).Detail, StringComparison.Ordinal);
        Assert.Contains("with a token only", (await ProblemAnswer.ReadAsync(gzip, HttpStatusCode.UnsupportedMediaType)).Detail, StringComparison.Ordinal);
        Assert.All([withToken, small, again, third], answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(HttpStatusCode.TooManyRequests, fourth.StatusCode);
    }

    [Fact]
    public async Task A_person_who_must_wait_is_shown_the_form_as_it_was_filled_in()
    {
        await StartAsync(new IngestOptions { ReporterRate = 1, NetworkRate = 0 });
        var form = "symptom=login&comment=typed+with+care"u8.ToArray();
        for (var n = 0; n < 5; n++)
        {
            using var taken = await SendAsync("/services/acme/report", form, "application/x-www-form-urlencoded", "192.0.2.1", null, null);
            Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        }

        using var response = await SendAsync("/services/acme/report", form, "application/x-www-form-urlencoded", "192.0.2.1", null, null);

        var page = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.Equal(TimeSpan.FromSeconds(60), response.Headers.RetryAfter?.Delta);
        Assert.Contains("taken in 60 seconds", page, StringComparison.Ordinal);
        Assert.Contains("typed with care", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_has_a_budget_where_it_is_set()
    {
        await StartAsync(new IngestOptions { Tokens = [Token], TokenRate = 60 });

        using var first = await BatchAsync(Lines(300), "192.0.2.1", Token);
        using var second = await BatchAsync(Lines(30), "192.0.2.1", Token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
        Assert.InRange(second.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 30, 36);
        Node.Time.Advance(second.Headers.RetryAfter.Delta.Value);
        using var third = await BatchAsync(Lines(30), "192.0.2.1", Token);
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
    }

    [Fact]
    public void What_is_owed_is_earned_back_and_no_flood_of_keys_forgives_who_owes()
    {
        var time = new FakeTimeProvider();
        var table = new RateTable(time, entries: 64);
        var rate = new Rate(PerSecond: 2, Burst: 10);
        var debtor = table.KeyOf("debtor"u8);
        table.Take(debtor, 10, rate);
        for (var n = 0; n < 1_000; n++)
        {
            table.Take(table.KeyOf(BitConverter.GetBytes(n)), 1, rate);
        }

        Assert.Equal(TimeSpan.FromSeconds(2), table.FindWait(debtor, 4, rate));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.Zero, table.FindWait(debtor, 4, rate));
    }

    [Theory]
    [InlineData(5.0, true, true, true, true)]
    [InlineData(3.5, false, true, true, true)]
    [InlineData(2.5, false, false, true, true)]
    [InlineData(1.5, false, false, false, true)]
    [InlineData(0.5, false, false, false, false)]
    public void As_the_disk_fills_comments_go_first_then_batches_then_strangers_then_all(double reserves, bool comments, bool batches, bool strangers, bool any)
    {
        var room = new DiskRoom(new IngestOptions { DiskReserve = 1_000_000 }, new NodeClock(new FakeTimeProvider()), () => (long)(reserves * 1_000_000));

        Assert.Equal((comments, batches, strangers, any), (room.TakesComments, room.TakesAnonymousBatches, room.TakesAnonymous, room.TakesAny));
        Assert.Equal(comments, room.Trouble is null);
    }

    [Fact]
    public async Task A_disk_without_room_is_told_with_503_and_when_to_come_again_and_in_readyz()
    {
        await StartAsync(new IngestOptions { DiskReserve = long.MaxValue / 8, Tokens = [Token] });

        using var batch = await BatchAsync(Lines(1), "192.0.2.1", Token);
        using var ready = await Node.Client.GetAsync(new Uri("/readyz", UriKind.Relative), Cancelled);

        Assert.Contains("The disk is full but for ingest.disk_reserve", (await ProblemAnswer.ReadAsync(batch, HttpStatusCode.ServiceUnavailable)).Detail, StringComparison.Ordinal);
        Assert.NotNull(batch.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("ingest.disk_reserve", await ready.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static byte[] Lines(int count) => Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Repeat("""{"service":"acme","symptom":"login"}""", count)));

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }

    private async Task StartAsync(IngestOptions options) =>
        _node = await ServingNode.StartAsync(_folder.Path, ingest: options with { TrustedProxies = [IPNetwork.Parse("127.0.0.1/32")] });

    private async Task<(HttpStatusCode Status, double Wait)> ReportAsync(string from, string json = """{"service":"acme","symptom":"login"}""")
    {
        using var response = await SendAsync("/api/v1/reports", Encoding.UTF8.GetBytes(json), "application/json", from, null, null);
        return (response.StatusCode, response.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0);
    }

    private Task<HttpResponseMessage> BatchAsync(byte[] lines, string from, string? token = null, string? coding = null) =>
        SendAsync("/api/v1/reports/batch", lines, "application/x-ndjson", from, token, coding);

    private async Task<HttpResponseMessage> SendAsync(string path, byte[] body, string type, string from, string? token, string? coding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new ByteArrayContent(body) { Headers = { ContentType = new(type) } } };
        request.Headers.Add("X-Forwarded-For", from);
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        if (coding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(coding);
        }

        return await Node.Client.SendAsync(request, Cancelled);
    }
}
