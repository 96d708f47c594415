using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Groundswell.Catalogue;
using Groundswell.Server.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Tests.Pages;

public sealed partial class PageServingTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/services/amber-bank")]
    [InlineData("/services/amber-bank?reported=repeat")]
    [InlineData("/?category=banking")]
    [InlineData("/?q=amber")]
    [InlineData("/incidents")]
    [InlineData("/incidents/i-500")]
    [InlineData("/about")]
    [InlineData("/concentration")]
    public async Task Every_page_says_the_same_in_every_encoding_with_its_own_tag(string path)
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(40, 2));

        var plain = await GetAsync(host, path, null);
        var gzip = await GetAsync(host, path, "gzip, deflate");
        var brotli = await GetAsync(host, path, "gzip;q=1.0, br;q=0.5");

        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
        Assert.Equal("gzip", gzip.Content.Headers.ContentEncoding.Single());
        Assert.Equal("br", brotli.Content.Headers.ContentEncoding.Single());
        var text = await TextAsync(plain);
        Assert.Equal(text, await TextAsync(gzip));
        Assert.Equal(text, await TextAsync(brotli));
        Assert.Equal(3, new[] { plain, gzip, brotli }.Select(r => r.Headers.ETag!.Tag).Distinct().Count());
        Assert.Contains("Accept-Encoding", plain.Headers.Vary);
        Assert.Contains("frame-ancestors 'none'", plain.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_encoding_is_not_sent()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(4, 0));

        var response = await GetAsync(host, "/", "br;q=0, gzip;q=0.000, *");

        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task What_a_client_has_is_not_sent_again_until_it_changes()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(40, 0));
        var first = await GetAsync(host, "/", "gzip");

        var again = await GetAsync(host, "/", "gzip", first.Headers.ETag!.Tag);
        var weak = await GetAsync(host, "/", "gzip", $"\"x\", W/{first.Headers.ETag!.Tag}");
        host.View.Publish(host.View.Current with { At = MadeUpWorld.Noon.AddSeconds(10) });
        var sameContent = await GetAsync(host, "/", "gzip", first.Headers.ETag!.Tag);
        host.View.Publish(MadeUpWorld.Snapshot(40, 3));
        var changed = await GetAsync(host, "/", "gzip", first.Headers.ETag!.Tag);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, weak.StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, sameContent.StatusCode);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(first.Headers.ETag, changed.Headers.ETag);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/about")]
    public async Task Head_has_the_headers_and_no_body(string path)
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(4, 0));
        await GetAsync(host, path, null);

        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        var response = await host.Client.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Content.Headers.ContentLength > 1000);
        Assert.NotNull(response.Headers.ETag);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancelled));
    }

    [Theory]
    [InlineData("/services/nobody-has-this")]
    [InlineData("/services/%3Cscript%3E")]
    [InlineData("/incidents/i-999999")]
    [InlineData("/incidents/500")]
    [InlineData("/nothing")]
    [InlineData("/assets/nothing.js")]
    public async Task What_is_not_there_is_a_page_that_says_so(string path)
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(10, 1));

        var response = await GetAsync(host, path, null);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is no such page", await TextAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_text_wherever_they_stand()
    {
        const string evil = "<script>alert(1)</script> & \"Söhne\"";
        var world = MadeUpWorld.Snapshot(10, 1);
        var id = world.Open[0].Service;
        var service = world.Catalogue.Services[id] with { Name = evil };
        world = world with
        {
            Catalogue = new ServiceCatalogue([.. world.Catalogue.Services.Values.Where(s => s.Id != id), service], [.. world.Catalogue.Symptoms.Values], [.. world.Catalogue.Categories.Values], [], []),
            Services = [.. world.Services.Select(s => s.Id == id ? s with { Name = evil, Sentence = $"{evil} fails." } : s)],
        };
        await using var host = await PageHost.StartAsync(world);

        foreach (var path in new[] { "/", $"/services/{id}", "/incidents", $"/incidents/{world.Open[0].Id}", "/?q=%3Cscript%3Ealert" })
        {
            var text = await TextAsync(await GetAsync(host, path, null));

            Assert.DoesNotContain("<script>alert", text, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("&lt;script&gt;alert", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Figures_older_than_two_minutes_are_called_old_without_a_new_snapshot()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(10, 0));
        var fresh = await TextAsync(await GetAsync(host, "/", null));

        host.Time.Advance(TimeSpan.FromMinutes(2));
        var old = await TextAsync(await GetAsync(host, "/", null));
        host.View.Publish(host.View.Current with { At = host.Time.GetUtcNow() });
        var freshAgain = await TextAsync(await GetAsync(host, "/", null));

        Assert.DoesNotContain("These figures are old", fresh, StringComparison.Ordinal);
        Assert.Contains("These figures are old", old, StringComparison.Ordinal);
        Assert.DoesNotContain("These figures are old", freshAgain, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/?q=AMBER+bank", 1)]
    [InlineData("/?q=bank&category=banking", 16)]
    [InlineData("/?category=nonsense", 250)]
    [InlineData("/?q=zzz", 0)]
    public async Task Search_and_category_need_no_script(string path, int expected)
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(250, 0));

        var text = await TextAsync(await GetAsync(host, path, null));

        Assert.Equal(expected, ServiceRow().Count(text));
    }

    [Fact]
    public async Task A_home_page_of_250_services_is_at_most_15_kilobytes_on_the_wire()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(250, 4));

        Assert.InRange((await (await GetAsync(host, "/", "gzip")).Content.ReadAsByteArrayAsync(Cancelled)).Length, 1, 15_000);
        Assert.InRange((await (await GetAsync(host, "/", "br")).Content.ReadAsByteArrayAsync(Cancelled)).Length, 1, 15_000);
    }

    [Fact]
    public async Task A_form_with_faults_comes_back_filled_with_each_fault_beside_its_field()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(10, 0), more: app => app.MapPost(
            "/services/{slug}/report",
            context => app.Services.GetRequiredService<IReportPages>().ServicePageWithErrorsAsync(
                context,
                ServiceId.Parse("amber-bank"),
                new ReportFormResult { Faults = [new FormFault("symptom", "Say what fails.")], Region = "FR", Comment = "</textarea><b>hm" })));

        var response = await host.Client.PostAsync("/services/amber-bank/report", null, Cancelled);
        var text = await TextAsync(response);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("id=\"e-symptom\">Say what fails.", text, StringComparison.Ordinal);
        Assert.Contains("value=\"FR\" selected", text, StringComparison.Ordinal);
        Assert.Contains("&lt;/textarea&gt;&lt;b&gt;hm", text, StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Assets_are_kept_for_ever_and_are_there()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(1, 0));
        var home = await TextAsync(await GetAsync(host, "/", null));

        foreach (Match asset in AssetAddress().Matches(home))
        {
            var response = await GetAsync(host, asset.Value, "br");

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(2, AssetAddress().Count(home));
    }

    internal static async Task<HttpResponseMessage> GetAsync(PageHost host, string path, string? encoding, string? has = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (encoding is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        }

        if (has is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", has);
        }

        return await host.Client.SendAsync(request, Cancelled);
    }

    internal static async Task<string> TextAsync(HttpResponseMessage response)
    {
        await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
        await using Stream plain = response.Content.Headers.ContentEncoding.SingleOrDefault() switch
        {
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(plain, Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancelled);
    }

    [GeneratedRegex("<li class=\"[a-z]\"><a href=\"/services/")]
    private static partial Regex ServiceRow();

    [GeneratedRegex("/assets/[A-Za-z0-9.-]+")]
    private static partial Regex AssetAddress();
}
