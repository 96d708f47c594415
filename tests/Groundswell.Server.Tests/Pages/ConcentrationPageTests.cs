using System.Net;
using Groundswell.Server.Serving;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Tests.Pages;

public sealed class ConcentrationPageTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_tells_layers_blast_radii_smallest_sets_and_countries_with_their_denominators()
    {
        await using var host = await PageHost.StartAsync(MadeUpSuppliers.Snapshot(40, 2));

        var text = await TextAsync(host, "/concentration");

        Assert.Contains("Of 40 services here, 27 name at least one supplier.", text, StringComparison.Ordinal);
        Assert.Contains("Hosting<span class=\"dim\"><a href=\"/providers/nimbostratus\">Nimbostratus Cloud</a> 14</span>", text, StringComparison.Ordinal);
        Assert.Contains("data-h=\"Has a fallback\">100 %", text, StringComparison.Ordinal);
        Assert.Contains("href=\"/what-if/nimbostratus/north/servers\"", text, StringComparison.Ordinal);
        Assert.Contains("href=\"/components/nimbostratus/north/servers\"", text, StringComparison.Ordinal);
        Assert.Contains("Nimbostratus Cloud</a> <a class=\"dim\" href=\"/what-if/nimbostratus\"", text, StringComparison.Ordinal);
        Assert.True(text.Split("<a href=\"/providers/nimbostratus\">").Length > 3, "The supplier is not linked wherever it is named.");
        Assert.Contains("place not stated", text, StringComparison.Ordinal);
        Assert.Contains("<option value=\"edgeway\">Edgeway</option>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nimbostratus", "If Nimbostratus Cloud failed", "14 of 40 services would fail for certain")]
    [InlineData("nimbostratus/north", "If Nimbostratus Cloud in north failed", "7 of 40 services would fail for certain")]
    [InlineData("nimbostratus/north/servers", "If Nimbostratus Cloud Servers in north failed", "7 of 40 services would fail for certain")]
    [InlineData("first-names", "If First Names failed", "No service of 40 is known to need it.")]
    public async Task A_switch_off_has_a_page_of_its_own(string id, string title, string lead)
    {
        await using var host = await PageHost.StartAsync(MadeUpSuppliers.Snapshot(40, 2));

        var text = await TextAsync(host, $"/what-if/{id}");

        Assert.Contains($"<h1>{title}</h1>", text, StringComparison.Ordinal);
        Assert.Contains(lead, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/what-if/nobody")]
    [InlineData("/what-if/nimbostratus/west")]
    [InlineData("/what-if/nimbostratus/north/tablets")]
    [InlineData("/what-if/%3Cscript%3E")]
    [InlineData("/what-if/a/b/c/d")]
    public async Task What_the_catalogue_does_not_have_is_not_found_and_not_kept(string path)
    {
        await using var host = await PageHost.StartAsync(MadeUpSuppliers.Snapshot(4, 0));

        var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("<script>", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.Equal(0, host.Services.GetRequiredService<PageCache>().Count);
        Assert.Equal(0, host.Services.GetRequiredService<ConcentrationAnalysis>().Runs);
    }

    [Theory]
    [InlineData("nimbostratus/north", "/what-if/nimbostratus/north")]
    [InlineData("//elsewhere.example", "/concentration#switch-off")]
    [InlineData("", "/concentration#switch-off")]
    public async Task The_form_leads_to_the_page_of_what_was_chosen_and_to_no_other_site(string id, string target)
    {
        await using var host = await PageHost.StartAsync(MadeUpSuppliers.Snapshot(4, 0));

        var response = await host.Client.GetAsync(new Uri($"/what-if?id={Uri.EscapeDataString(id)}", UriKind.Relative), Cancelled);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(target, response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_flood_and_a_new_minute_work_nothing_out_anew_and_another_catalogue_does()
    {
        await using var host = await PageHost.StartAsync(MadeUpSuppliers.Snapshot(40, 2));
        var analysis = host.Services.GetRequiredService<ConcentrationAnalysis>();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => TextAsync(host, i % 2 == 0 ? "/concentration" : "/what-if/edgeway")));
        host.View.Publish(host.View.Current with { At = host.View.Current.At.AddMinutes(1) });
        await TextAsync(host, "/concentration");
        await TextAsync(host, "/what-if/edgeway");
        Assert.Equal(2, analysis.Runs);

        host.View.Publish(MadeUpSuppliers.Snapshot(41, 2));
        Assert.Contains("Of 41 services here", await TextAsync(host, "/concentration"), StringComparison.Ordinal);
        Assert.Equal(3, analysis.Runs);
    }

    [Fact]
    public async Task Switch_offs_are_kept_to_a_bound_and_the_latest_stay()
    {
        using var analysis = new ConcentrationAnalysis();
        var catalogue = WideCatalogue(400);
        for (var i = 0; i < 400; i++)
        {
            await analysis.SwitchOffAsync(catalogue, $"wide/global/c{i}");
        }

        Assert.Equal(400, analysis.Runs);
        await analysis.SwitchOffAsync(catalogue, "wide/global/c399");
        Assert.Equal(400, analysis.Runs);
        await analysis.SwitchOffAsync(catalogue, "wide/global/c0");
        Assert.Equal(401, analysis.Runs);
        Assert.Null(await analysis.SwitchOffAsync(catalogue, "wide/global/c400"));
        Assert.Equal(401, analysis.Runs);
    }

    [Fact]
    public async Task A_catalogue_without_suppliers_says_so()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(4, 0));

        Assert.Contains("The catalogue names no supplier yet.", await TextAsync(host, "/concentration"), StringComparison.Ordinal);
    }

    private static Catalogue.ServiceCatalogue WideCatalogue(int components) => new(
        [], [], [], [new() { Id = "wide", Name = "Wide" }],
        [.. Enumerable.Range(0, components).Select(i => new Catalogue.Component { Id = Catalogue.ComponentId.Parse($"wide/global/c{i}"), Name = $"C{i}", Kind = Catalogue.ComponentKind.Compute })]);

    private static async Task<string> TextAsync(PageHost host, string path)
    {
        var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancelled);
    }
}
