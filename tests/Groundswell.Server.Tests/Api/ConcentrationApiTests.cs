using System.Net;
using System.Text.Json;
using Groundswell.Publication;
using Groundswell.Server.Api;
using Groundswell.Server.Serving;
using Groundswell.Server.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Tests.Api;

public sealed class ConcentrationApiTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Concentration_is_told_by_layer_supplier_and_country()
    {
        await using var host = await StartAsync();

        using var json = await GetAsync(host, "/api/v1/concentration");

        var root = json.RootElement;
        Assert.Equal((40, 27), (root.GetProperty("services").GetInt32(), root.GetProperty("supplied").GetInt32()));
        Assert.Equal(["hosting 14 10000 high", "dns 1 5000 high", "cdn 20 10000 high"], root.GetProperty("layers").EnumerateArray()
            .Select(l => $"{l.GetProperty("layer")} {l.GetProperty("used").GetProperty("services")} {l.GetProperty("used").GetProperty("hhi")} {l.GetProperty("used").GetProperty("band")}"));
        Assert.Equal(1, root.GetProperty("sovereignty").GetProperty("jurisdictions").EnumerateArray().Sum(j => j.GetProperty("share").GetDouble()), 1e-3);
        Assert.Equal("nimbostratus", root.GetProperty("smallest_falls")[0].GetProperty("provider").GetString());
        Assert.Equal((14, 14), (root.GetProperty("providers")[0].GetProperty("falls").GetInt32(), root.GetProperty("smallest_falls")[0].GetProperty("down").GetInt32()));
    }

    [Fact]
    public async Task A_switch_off_is_told_with_its_odds_and_order()
    {
        await using var host = await StartAsync();

        using var json = await GetAsync(host, "/api/v1/what-if/nimbostratus/north/servers");

        var root = json.RootElement;
        Assert.Equal(("nimbostratus/north/servers", 1, 40, 7), (root.GetProperty("switched_off").GetString(), root.GetProperty("components").GetInt32(), root.GetProperty("services").GetInt32(), root.GetProperty("falls").GetInt32()));
        Assert.Equal([1.0, 0.5, 0.1], ((string[])["hard", "degraded", "soft"]).Select(n => root.GetProperty("odds").GetProperty(n).GetDouble()));
        Assert.Equal(["nimbostratus/north/tables 1", "edgeway/global/cdn 2"], root.GetProperty("fallen_components").EnumerateArray().Select(c => $"{c.GetProperty("id")} {c.GetProperty("wave")}"));
        var waves = root.GetProperty("fallen_services").EnumerateArray().Select(s => s.GetProperty("wave").GetInt32()).ToList();
        Assert.Equal(waves.Order(), waves);
        Assert.Equal(7, root.GetProperty("fallen_services").EnumerateArray().Count(s => s.GetProperty("hard").GetBoolean() && s.GetProperty("probability").GetDouble() == 1));
    }

    [Fact]
    public async Task Both_are_worked_out_once_however_many_ask()
    {
        await using var host = await StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(async i => (await GetAsync(host, i % 2 == 0 ? "/api/v1/concentration" : "/api/v1/what-if/edgeway")).Dispose()));

        Assert.Equal(2, host.Services.GetRequiredService<ConcentrationAnalysis>().Runs);
    }

    [Fact]
    public async Task What_the_catalogue_does_not_have_is_a_problem_that_names_it()
    {
        await using var host = await StartAsync();

        var response = await host.Client.GetAsync(new Uri("/api/v1/what-if/nimbostratus/west", UriKind.Relative), Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("'nimbostratus/west'", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    private static Task<PageHost> StartAsync() =>
        PageHost.StartAsync(MadeUpSuppliers.Snapshot(40, 0), more: app => app.MapApi(app.Services.GetRequiredService<IPublicView>()));

    private static async Task<JsonDocument> GetAsync(PageHost host, string path)
    {
        var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled));
    }
}
