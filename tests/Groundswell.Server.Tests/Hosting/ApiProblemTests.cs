using System.Net;
using Groundswell.Server.Tests.Ingest;

namespace Groundswell.Server.Tests.Hosting;

/// <summary>Below <c>/api</c> whatever is refused is a problem in JSON.</summary>
public sealed class ApiProblemTests(SharedNode node) : IClassFixture<SharedNode>
{
    [Theory]
    [InlineData("GET", "/api/v1/reports", "POST")]
    [InlineData("DELETE", "/api/v1/reports", "POST")]
    [InlineData("GET", "/api/v1/reports/batch", "POST")]
    [InlineData("POST", "/api/v1/services", "GET, HEAD")]
    [InlineData("PUT", "/api/v1/services/acme", "GET, HEAD")]
    [InlineData("PATCH", "/api/v1/what-if/a/b/c", "GET, HEAD")]
    public async Task A_method_that_is_not_taken_is_405_with_those_that_are(string method, string path, string allowed)
    {
        using var response = await SendAsync(method, path);

        await ProblemAnswer.ReadAsync(response, HttpStatusCode.MethodNotAllowed);
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow));
    }

    [Theory]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/")]
    [InlineData("GET", "/api/v1/nothing")]
    [InlineData("POST", "/api/v2/reports")]
    [InlineData("GET", "/api/v1/services/acme/more")]
    [InlineData("GET", "/api/v1/services/none")]
    public async Task What_is_not_there_is_404_in_JSON(string method, string path)
    {
        using var response = await SendAsync(method, path);

        Assert.Equal("urn:groundswell:problem:not-found", (await ProblemAnswer.ReadAsync(response, HttpStatusCode.NotFound)).Type);
    }

    [Fact]
    public async Task OPTIONS_says_what_is_taken()
    {
        using var response = await SendAsync("OPTIONS", "/api/v1/reports");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("/api/v1/services", HttpStatusCode.OK)]
    [InlineData("/api/v1/services/none", HttpStatusCode.NotFound)]
    [InlineData("/healthz", HttpStatusCode.OK)]
    public async Task HEAD_is_answered_as_GET_without_the_body(string path, HttpStatusCode status)
    {
        using var response = await SendAsync("HEAD", path);

        Assert.Equal(status, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_page_that_is_not_there_stays_a_page()
    {
        using var response = await SendAsync("GET", "/apicultures");

        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        return await node.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
