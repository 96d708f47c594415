using System.Net;
using System.Text;
using Groundswell.Sensing.Vantages;
using Groundswell.Server.Ingest;

namespace Groundswell.Server.Tests.Ingest;

/// <summary>What a page of another site can make its visitor's browser send, and what it gets for it. The headers are those of a browser; a real one is in the browser tests.</summary>
public sealed class CrossSiteTests : IAsyncLifetime
{
    private const string Report = """{"service":"acme","symptom":"login","reporter":"somebody"}""";
    private const string Bare = """{"service":"acme","symptom":"login"}""";

    private readonly TemporaryFolder _folder = new();
    private ServingNode? _node;

    /// <summary>Every route that writes, with the type it takes.</summary>
    public static TheoryData<string, string> WritingRoutes => new()
    {
        { "/api/v1/reports", "application/json" },
        { "/api/v1/reports/batch", "application/x-ndjson" },
        { "/services/acme/report", "application/x-www-form-urlencoded" },
        { VantageRequest.ResultsPath, "application/json" },
        { "/api/v1/what-may-come", "application/json" },
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ServingNode Node => _node ?? throw new InvalidOperationException("The node was not started.");

    public async ValueTask InitializeAsync() =>
        _node = await ServingNode.StartAsync(_folder.Path, ingest: new IngestOptions { Embeds = [new EmbeddingSite("shop-front", "https://shop.example")] });

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(WritingRoutes))]
    public async Task No_route_writes_for_a_page_of_another_site(string path, string type)
    {
        foreach (var (header, value) in ((string, string)[])[("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://elsewhere.example"), ("Origin", "null"), ("Origin", "http://localhost:1")])
        {
            using var response = await SendAsync(path, Report, type, (header, value));

            Assert.Equal("urn:groundswell:problem:cross-site", (await ProblemAnswer.ReadAsync(response, HttpStatusCode.Forbidden)).Type);
        }
    }

    [Theory]
    [MemberData(nameof(WritingRoutes))]
    public async Task No_route_takes_what_a_browser_may_send_without_asking_but_the_form_its_own(string path, string type)
    {
        if (path.EndsWith("come", StringComparison.Ordinal))
        {
            return;
        }

        foreach (var other in (string?[])[null, "", "text/plain", "text/plain;charset=UTF-8", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/jsonp", "application/x-ndjson-not", "text/plain, application/json"])
        {
            if (other == type)
            {
                continue;
            }

            using var response = await SendAsync(path, Report, other);

            Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("Origin", "http://127.0.0.1")]
    [InlineData("Sec-Fetch-Mode", "cors")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Referer", "http://127.0.0.1/")]
    [InlineData("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)")]
    [InlineData("X-Forwarded-For", "192.0.2.1")]
    [InlineData("Forwarded", "for=192.0.2.1")]
    [InlineData("Host", "rebound.example")]
    public async Task This_machine_is_not_trusted_where_a_browser_or_a_proxy_speaks(string header, string value)
    {
        // A page that is served under a name of its own, which it made point to this machine, has this origin too.
        value = header == "Origin" ? Node.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) : value;

        using var response = await SendAsync("/api/v1/reports", Report, "application/json", (header, value));

        var error = Assert.Single((await ProblemAnswer.ReadAsync(response, HttpStatusCode.BadRequest)).Errors);
        Assert.Equal("reporter", error.Field);
    }

    [Fact]
    public async Task A_site_that_may_embed_the_form_is_let_in_by_its_key_and_origin_together()
    {
        using var asked = await SendAsync("/api/v1/reports?key=shop-front", null, null, ("Origin", "https://shop.example"), HttpMethod.Options);
        using var sent = await SendAsync("/api/v1/reports?key=shop-front", Bare, "application/json", ("Origin", "https://shop.example"));
        using var keyless = await SendAsync("/api/v1/reports", Bare, "application/json", ("Origin", "https://shop.example"));
        using var other = await SendAsync("/api/v1/reports?key=shop-front", Bare, "application/json", ("Origin", "https://elsewhere.example"));
        using var batch = await SendAsync("/api/v1/reports/batch?key=shop-front", Bare, "application/x-ndjson", ("Origin", "https://shop.example"));

        Assert.Equal(HttpStatusCode.NoContent, asked.StatusCode);
        Assert.Equal("POST", Assert.Single(asked.Headers.GetValues("Access-Control-Allow-Methods")));
        Assert.Equal("Content-Type", Assert.Single(asked.Headers.GetValues("Access-Control-Allow-Headers")));
        Assert.All([asked, sent], answer => Assert.Equal("https://shop.example", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin"))));
        Assert.Equal(HttpStatusCode.Created, sent.StatusCode);
        Assert.All([keyless, other, batch], answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));
        Assert.All([keyless, other, batch], answer => Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task The_script_for_other_sites_is_a_few_kilobytes_and_names_the_service_and_its_symptoms()
    {
        using var response = await Node.Client.GetAsync(new Uri("/embed/acme.js?key=shop-front", UriKind.Relative), Cancelled);
        using var unknown = await Node.Client.GetAsync(new Uri("/embed/acme.js?key=no-such-key", UriKind.Relative), Cancelled);
        using var nothing = await Node.Client.GetAsync(new Uri("/embed/nobody.js?key=shop-front", UriKind.Relative), Cancelled);

        var script = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.Equal(("text/javascript", "cross-origin"), (response.Content.Headers.ContentType?.MediaType, Assert.Single(response.Headers.GetValues("Cross-Origin-Resource-Policy"))));
        Assert.Contains("""service:"acme",name:"acme",symptoms:[["login","Login"],["app","App"]]""", script, StringComparison.Ordinal);
        Assert.InRange(script.Length, 1_000, 5_000);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (unknown.StatusCode, nothing.StatusCode));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/services")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/metrics")]
    [InlineData("/nothing")]
    [InlineData("/robots.txt")]
    public async Task Every_answer_says_what_a_browser_must_not_do(string path)
    {
        using var read = await Node.Client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
        using var posted = await SendAsync(path, "x", "text/plain");

        Assert.All([read, posted], answer =>
        {
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        });
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string? body, string? type, (string Name, string Value) header = default, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (type is not null)
        {
            request.Content?.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        if (header.Name is not null)
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        return await Node.Client.SendAsync(request, Cancelled);
    }
}
