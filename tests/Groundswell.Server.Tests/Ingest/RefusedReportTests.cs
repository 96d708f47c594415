using System.Net;
using System.Text;

namespace Groundswell.Server.Tests.Ingest;

/// <summary>What a sender is told of a single report that cannot be taken.</summary>
public sealed class RefusedReportTests(SharedNode node) : IClassFixture<SharedNode>
{
    [Theory]
    [InlineData("""{"symptom":"login"}""", "service", "Missing")]
    [InlineData("""{"service":"nobody","symptom":"login"}""", "service", "No service 'nobody'")]
    [InlineData("""{"service":7,"symptom":"login"}""", "service", "must be a text")]
    [InlineData("""{"service":"acme"}""", "symptom", "Missing")]
    [InlineData("""{"service":"acme","symptom":"payment"}""", "symptom", "'payment' is not a symptom of acme")]
    [InlineData("""{"service":"acme","symptom":{"is":"login"}}""", "symptom", "must be a text")]
    [InlineData("""{"service":"acme","symptom":"login","region":"Britain"}""", "region", "ISO 3166")]
    [InlineData("""{"service":"acme","symptom":"login","region":"XX"}""", "region", "'XX' is not an ISO 3166")]
    [InlineData("""{"service":"acme","symptom":"login","region":"US-CALI"}""", "region", "'US-CALI' is not an ISO 3166")]
    [InlineData("""{"service":"acme","symptom":"login","region":"US-"}""", "region", "'US-' is not an ISO 3166")]
    [InlineData("""{"service":"acme","symptom":"login","event_time":"12:00"}""", "event_time", "RFC 3339")]
    [InlineData("""{"service":"acme","symptom":"login","event_time":1760961600}""", "event_time", "RFC 3339")]
    [InlineData("""{"service":"acme","symptom":"login","event_time":{"at":"2025-10-20T12:00:00Z"}}""", "event_time", "RFC 3339")]
    [InlineData("""{"service":"acme","symptom":"login","event_time":["2025-10-20T12:00:00Z"]}""", "event_time", "RFC 3339")]
    [InlineData("""{"service":"acme","symptom":"login","event_time":"2025-10-20T12:05:01Z"}""", "event_time", "future")]
    [InlineData("""{"service":"acme","symptom":"login","event_time":"2025-10-19T11:59:59Z"}""", "event_time", "more than 24 hours")]
    [InlineData("""{"service":"acme","symptom":"login","comment":7}""", "comment", "must be a text")]
    [InlineData("""{"service":"acme","symptom":"login","comment":{"text":"down"}}""", "comment", "must be a text")]
    [InlineData("""{"service":"acme","symptom":"login","idempotency_key":""}""", "idempotency_key", "1 to 200 bytes")]
    [InlineData("""{"service":"acme","symptom":"login","idempotency_key":42}""", "idempotency_key", "must be a text")]
    [InlineData("""{"service":"acme","symptom":"login","regoin":"GB"}""", "regoin", "Not a field")]
    [InlineData("""{"service":"acme","symptom":"login" "region":"GB"}""", "", "Not valid JSON")]
    [InlineData("service=acme&symptom=login", "", "Not valid JSON")]
    [InlineData("[]", "", "must be a JSON object")]
    [InlineData("", "", "Not valid JSON")]
    public async Task A_fault_is_answered_with_its_field_and_the_reason(string json, string field, string reason)
    {
        using var response = await node.PostAsync(json);

        await AssertSingleAsync(response, field, reason);
    }

    [Fact]
    public async Task A_comment_above_500_characters_and_a_key_above_200_bytes_are_refused()
    {
        using var comment = await node.PostAsync($$"""{"service":"acme","symptom":"login","comment":"{{new string('x', 501)}}"}""");
        using var key = await node.PostAsync($$"""{"service":"acme","symptom":"login","idempotency_key":"{{new string('k', 201)}}"}""");

        await AssertSingleAsync(comment, "comment", "501 characters; at most 500");
        await AssertSingleAsync(key, "idempotency_key", "1 to 200 bytes");
    }

    [Fact]
    public async Task All_faults_of_a_report_are_told_at_once_and_nothing_of_it_is_stored()
    {
        using var response = await node.PostAsync("""{"service":"acme","symptom":"payment","region":"XX","event_time":"soon","comment":"all-at-once"}""");

        var problem = await ProblemAnswer.ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(["event_time", "region", "symptom"], problem.Errors.Select(e => e.Field).Order());
        Assert.All(problem.Errors, e => Assert.Contains($"{e.Field}: {e.Reason}", problem.Detail, StringComparison.Ordinal));
        Assert.Empty(node.Stored("all-at-once"));
    }

    [Fact]
    public async Task What_is_not_sent_as_JSON_is_refused_with_415()
    {
        using var response = await node.PostAsync("""{"service":"acme","symptom":"login","comment":"as-text"}""", "text/plain");

        var problem = await ProblemAnswer.ReadAsync(response, HttpStatusCode.UnsupportedMediaType);
        Assert.Contains("application/json", problem.Detail, StringComparison.Ordinal);
        Assert.Empty(node.Stored("as-text"));
    }

    [Fact]
    public async Task A_body_above_8_KiB_is_refused_with_413()
    {
        const string report = """{"service":"acme","symptom":"login","comment":"too-large"}""";
        using var largest = await node.PostAsync(report.PadRight(8 * 1024));
        using var tooLarge = await node.PostAsync(report.PadRight((8 * 1024) + 1));

        var problem = await ProblemAnswer.ReadAsync(tooLarge, HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains("8192 bytes", problem.Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, largest.StatusCode);
        Assert.Single(node.Stored("too-large"));
    }

    [Theory]
    [InlineData("/api/v1/reports", 8_192)]
    [InlineData("/api/v1/reports/batch", 67_108_864)]
    public async Task A_body_that_announces_more_than_the_server_reads_is_refused_at_once(string path, int bound)
    {
        using var content = new ByteArrayContent([]) { Headers = { ContentType = new(path.EndsWith("batch", StringComparison.Ordinal) ? "application/x-ndjson" : "application/json") } };
        content.Headers.ContentLength = (64L << 20) + 1;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.ExpectContinue = true;

        using var response = await node.Client.SendAsync(request, TestContext.Current.CancellationToken);

        var problem = await ProblemAnswer.ReadAsync(response, HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains($"{bound} bytes", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused()
    {
        using var response = await node.SendAsync(
            "/api/v1/reports",
            new ByteArrayContent([.. Encoding.UTF8.GetBytes("""{"service":"acme","symptom":"login","comment":" """), 0xC3, 0x28, .. "\"}"u8]) { Headers = { ContentType = new("application/json") } });

        var problem = await ProblemAnswer.ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal("", Assert.Single(problem.Errors).Field);
    }

    [Theory]
    [InlineData("2025-10-20T12:04:59Z", "2025-10-20T12:00:00Z")]
    [InlineData("2025-10-19T12:00:00Z", "2025-10-19T12:00:00Z")]
    [InlineData("2025-10-20T13:30:00+02:00", "2025-10-20T11:30:00Z")]
    public async Task A_time_within_the_bounds_is_taken(string sent, string stored)
    {
        using var response = await node.PostAsync($$"""{"service":"acme","symptom":"login","event_time":"{{sent}}","reporter":"{{sent}}","comment":"at {{sent}}"}""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(DateTimeOffset.Parse(stored, System.Globalization.CultureInfo.InvariantCulture), Assert.Single(node.Stored($"at {sent}")).EventTime);
    }

    private static async Task AssertSingleAsync(HttpResponseMessage response, string field, string reason)
    {
        var problem = await ProblemAnswer.ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal("urn:groundswell:problem:invalid-report", problem.Type);
        Assert.NotEmpty(problem.Title);
        var error = Assert.Single(problem.Errors);
        Assert.Equal(field, error.Field);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Contains(error.Reason, problem.Detail, StringComparison.Ordinal);
    }
}
