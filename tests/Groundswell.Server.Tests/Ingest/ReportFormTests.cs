using System.Net;

namespace Groundswell.Server.Tests.Ingest;

public sealed class ReportFormTests(SharedNode node) : IClassFixture<SharedNode>
{
    [Fact]
    public async Task A_form_that_is_well_filled_in_is_stored_and_leads_back_to_the_page()
    {
        using var first = await SendAsync("acme", Fields("login", region: "GB", comment: "by form"));
        using var again = await SendAsync("acme", Fields("login", region: "GB", comment: "by form"));

        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.Equal("/services/acme?reported=1", first.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal("/services/acme?reported=repeat", again.Headers.Location?.OriginalString);
        Assert.Equal([("GB", 1)], node.Stored("by form").Select(r => (r.Region.ToString(), r.Weight)));
    }

    [Theory]
    [InlineData("", "", "Choose what fails.")]
    [InlineData("payment", "", "payment")]
    [InlineData("login", "Atlantis", "Atlantis")]
    public async Task A_fault_shows_the_page_again_with_422_the_reason_and_what_was_filled_in(string symptom, string region, string said)
    {
        using var response = await SendAsync("acme", Fields(symptom, region, "kept over a fault"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.Contains("kept over a fault", page, StringComparison.Ordinal);
        Assert.Empty(node.Stored("kept over a fault"));
    }

    [Fact]
    public async Task A_comment_above_500_characters_is_a_fault()
    {
        using var response = await SendAsync("acme", Fields("login", "", new string('x', 501)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("501 characters", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_typed_is_shown_as_text_and_never_as_markup()
    {
        using var response = await SendAsync("acme", Fields("<script>alert(1)</script>", "", "</textarea><script>alert(2)</script>"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.DoesNotContain("<script>alert", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    public async Task A_form_on_another_site_is_refused_with_403(string header, string value)
    {
        using var response = await SendAsync("acme", Fields("login", "", "from elsewhere"), header, value);

        var problem = await ProblemAnswer.ReadAsync(response, HttpStatusCode.Forbidden);
        Assert.Equal("urn:groundswell:problem:cross-site", problem.Type);
        Assert.Empty(node.Stored("from elsewhere"));
    }

    [Fact]
    public async Task A_form_on_the_own_site_is_taken_also_by_its_origin()
    {
        using var fetched = await SendAsync("bolt", Fields("login", "", "own site"), "Sec-Fetch-Site", "same-origin");
        node.Node.Time.Advance(TimeSpan.FromMinutes(30));
        using var origin = await SendAsync("bolt", Fields("login", "", "own site"), "Origin", node.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (fetched.StatusCode, origin.StatusCode));
        Assert.Equal(2, node.Stored("own site").Count);
    }

    [Fact]
    public async Task A_form_of_a_service_that_is_not_there_stores_nothing()
    {
        using var response = await SendAsync("nobody", Fields("login", "", "to nobody"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(node.Stored("to nobody"));
    }

    [Fact]
    public async Task What_is_no_form_or_too_large_is_refused()
    {
        using var json = await node.SendAsync("/services/acme/report", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        using var large = await SendAsync("acme", Fields("login", "", new string('x', 9_000)));

        await ProblemAnswer.ReadAsync(json, HttpStatusCode.UnsupportedMediaType);
        Assert.Contains("8192 bytes", (await ProblemAnswer.ReadAsync(large, HttpStatusCode.BadRequest)).Detail, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Fields(string symptom, string region, string comment) =>
        new() { ["symptom"] = symptom, ["region"] = region, ["comment"] = comment };

    private async Task<HttpResponseMessage> SendAsync(string service, Dictionary<string, string> fields, string? header = null, string? value = null)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/services/{service}/report") { Content = content };
        if (header is not null)
        {
            request.Headers.Add(header, value);
        }

        return await node.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
