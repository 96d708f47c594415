using System.Text.Json;
using Groundswell.Publication;
using Microsoft.Playwright;

namespace Groundswell.Browser.Tests;

/// <summary>What a visitor sees, in a real browser.</summary>
public sealed class PageTests(ChromiumFixture chromium, SiteFixture sites) : IClassFixture<SiteFixture>
{
    private const string Troubled = "/services/amber-bank";

    public static TheoryData<string, string, string> Looks => new()
    {
        { "home", "ordinary", "/" },
        { "home-empty", "empty", "/" },
        { "home-bad-day", "bad", "/" },
        { "found", "ordinary", "/?q=bank" },
        { "service", "ordinary", Troubled },
        { "service-thanked", "ordinary", $"{Troubled}?reported=1" },
        { "service-calm", "ordinary", "/services/birch-chat" },
        { "incidents", "bad", "/incidents" },
        { "incident", "ordinary", "/incidents/i-500" },
        { "about", "ordinary", "/about" },
        { "missing", "ordinary", "/nothing-here" },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task A_page_is_accessible_fits_and_complains_of_nothing(string name, string site, string path)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var width in new[] { 390, 1280 })
            {
                await using var visit = await chromium.VisitAsync(width, scheme, bypassPolicy: true);
                await visit.OpenAsync(sites.Address(site), path);
                await visit.Page.ScreenshotAsync(new PageScreenshotOptions
                {
                    Path = Path.Combine(Screenshots(), $"{name}-{width}-{(scheme == ColorScheme.Dark ? "dark" : "light")}.png"),
                    FullPage = true,
                });
                Assert.Empty(await SeriousFaultsAsync(visit.Page));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task A_page_needs_no_sideways_scroll_at_320_and_keeps_to_its_own_policy(string name, string site, string path)
    {
        await using var visit = await chromium.VisitAsync(320);

        await visit.OpenAsync(sites.Address(site), path);

        Assert.True(await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 320, name);
        Assert.All(visit.Complaints, complaint => Assert.True(name == "missing" && complaint.Contains("404", StringComparison.Ordinal), complaint));
    }

    [Fact]
    public async Task The_filter_works_at_once()
    {
        await using var visit = await chromium.VisitAsync(1280);
        await visit.OpenAsync(sites.Address("ordinary"), "/");

        await visit.Page.GetByLabel("Name").FillAsync("amber b");

        await Assertions.Expect(visit.Page.Locator(".all li:visible")).ToHaveCountAsync(1);
        await Assertions.Expect(visit.Page.Locator("#found")).ToHaveTextAsync("1 service found.");
    }

    [Fact]
    public async Task Without_scripts_the_search_form_and_the_charts_work()
    {
        await using var visit = await chromium.VisitAsync(390, withScripts: false);
        await visit.Page.GotoAsync(sites.Address("ordinary").ToString());

        await visit.Page.GetByLabel("Name").FillAsync("amber bank");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await visit.Page.Locator(".all li a").ClickAsync();

        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Amber Bank");
        await Assertions.Expect(visit.Page.Locator("svg.static").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_change_shows_by_itself_and_disturbs_neither_what_is_typed_nor_what_is_open()
    {
        var host = sites.Ordinary;
        await using var visit = await chromium.VisitAsync(1280);
        await visit.OpenAsync(host.Address, "/services/cobalt-mail");
        await visit.Page.Locator("#report summary").ClickAsync();
        await visit.Page.Locator("#f-comment").FillAsync("half a sent");
        await visit.Page.Locator("figure summary").First.ClickAsync();
        await visit.Page.Locator("#f-comment").FocusAsync();
        var before = host.View.Current;

        // Until the browser listens, a change reaches it on connecting; so one is enough whenever that is.
        host.View.Publish(before with
        {
            Services = [.. before.Services.Select(s => s.Id.ToString() == "cobalt-mail" ? s with { Verdict = Verdict.Down, Sentence = "It is down now." } : s)],
        });

        await Assertions.Expect(visit.Page.Locator("[data-verdict]")).ToHaveTextAsync("Users have trouble");
        await Assertions.Expect(visit.Page.Locator("#say")).ToHaveTextAsync("Changed: Users have trouble");
        await Assertions.Expect(visit.Page.Locator("#f-comment")).ToBeFocusedAsync();
        Assert.Equal("half a sent", await visit.Page.Locator("#f-comment").InputValueAsync());
        Assert.True(await visit.Page.Locator("figure details").First.EvaluateAsync<bool>("d => d.open"));
        Assert.Empty(visit.Complaints);
        host.View.Publish(before);
    }

    private static string Screenshots()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Groundswell.slnx")))
        {
            folder = folder.Parent;
        }

        return Directory.CreateDirectory(Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "artifacts", "screenshots")).FullName;
    }

    private static async Task<IReadOnlyList<string>> SeriousFaultsAsync(IPage page)
    {
        using var reader = new StreamReader(typeof(PageTests).Assembly.GetManifestResourceStream("axe.min.js")!);
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Content = await reader.ReadToEndAsync() });
        var found = await page.EvaluateAsync<JsonElement>("() => axe.run(document, { resultTypes: ['violations'] })");
        return
        [
            .. found.GetProperty("violations").EnumerateArray()
                .Where(v => v.GetProperty("impact").GetString() is "serious" or "critical")
                .Select(v => $"{v.GetProperty("id").GetString()}: {v.GetProperty("nodes")[0].GetProperty("html").GetString()} {v.GetProperty("nodes")[0].GetProperty("failureSummary").GetString()}"),
        ];
    }
}
