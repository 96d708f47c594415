using Groundswell.Publication;
using Microsoft.Playwright;

namespace Groundswell.Browser.Tests;

/// <summary>What pages of a made-up world do.</summary>
public sealed class PageBehaviourTests(ChromiumFixture chromium, SiteFixture sites) : IClassFixture<SiteFixture>
{
    [Fact]
    public async Task The_filter_works_at_once_on_cards_and_list_and_lets_go_again()
    {
        await using var visit = await chromium.VisitAsync(1280);
        await visit.OpenAsync(sites.Address("ordinary"), "/");

        await visit.Page.GetByLabel("Find a service").FillAsync("amber b");

        await Assertions.Expect(visit.Page.Locator(".all li:visible")).ToHaveCountAsync(1);
        await Assertions.Expect(visit.Page.Locator("#found")).ToHaveTextAsync("1 service found.");
        await Assertions.Expect(visit.Page.Locator(".now li:visible, .maybe:visible")).ToHaveCountAsync(1);
        await visit.Page.GetByLabel("Find a service").FillAsync("");
        await Assertions.Expect(visit.Page.Locator("#found")).ToContainTextAsync("one day of reports");
        await Assertions.Expect(visit.Page.Locator(".now li:visible")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Without_scripts_the_search_form_and_the_charts_work()
    {
        await using var visit = await chromium.VisitAsync(390, withScripts: false);
        await visit.Page.GotoAsync(sites.Address("ordinary").ToString());

        await visit.Page.GetByLabel("Find a service").FillAsync("amber bank");
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

        await Assertions.Expect(visit.Page.Locator("[data-verdict]")).ToHaveTextAsync("Down: users report problems");
        await Assertions.Expect(visit.Page.Locator("#say")).ToHaveTextAsync("Changed: Down: users report problems");
        await Assertions.Expect(visit.Page.Locator("#f-comment")).ToBeFocusedAsync();
        Assert.Equal("half a sent", await visit.Page.Locator("#f-comment").InputValueAsync());
        Assert.True(await visit.Page.Locator("figure details").First.EvaluateAsync<bool>("d => d.open"));
        Assert.Empty(visit.Complaints);
        host.View.Publish(before);
    }

    [Fact]
    public async Task All_times_of_a_page_are_the_readers_own_and_their_zone_is_named_once()
    {
        await using var visit = await chromium.VisitAsync(1280, zone: "America/Los_Angeles");

        await visit.OpenAsync(sites.Address("cause"), "/incidents/i-9001");

        await Assertions.Expect(visit.Page.Locator("[data-zone]")).ToHaveTextAsync("America/Los Angeles");
        await Assertions.Expect(visit.Page.Locator("time[data-now]")).ToHaveTextAsync("4 Mar 04:00");
        await Assertions.Expect(visit.Page.GetByText("first posted about it at 00:23, 23 min after it began.")).ToBeVisibleAsync();
        Assert.Contains("00:00", await visit.Page.Locator("svg.waves text.clock").AllTextContentsAsync());
        Assert.DoesNotContain(await visit.Page.Locator("svg.waves title").AllTextContentsAsync(), t => t.Contains(": 08:00 to", StringComparison.Ordinal));
        Assert.DoesNotContain("UTC", (await visit.Page.Locator("body").InnerTextAsync()).Replace("Etc/UTC", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }
}
