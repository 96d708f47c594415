using Groundswell.Server.Tests.Pages;
using Microsoft.Playwright;

namespace Groundswell.Browser.Tests.Live;

/// <summary>A page whose node is gone says so, holds nothing of it for true any more, and loses no report. The browser's clock is moved on by hand.</summary>
public sealed class LostNodeTests(ChromiumFixture chromium, LiveNode node) : IClassFixture<LiveNode>
{
    private const string Lost = "#lost";

    [Fact]
    public async Task Within_a_minute_a_banner_says_so_and_after_five_nothing_is_known()
    {
        var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(40, 3));
        await using var visit = await VisitAsync(host.Address, "/");
        var down = await ColourAsync(visit);

        await host.DisposeAsync();
        await PassAsync(visit, TimeSpan.FromSeconds(45));

        await Assertions.Expect(visit.Page.Locator(Lost)).ToContainTextAsync("No connection since");
        await Assertions.Expect(visit.Page.Locator(Lost)).ToContainTextAsync("What this page shows is of 12:00.");
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("3 down");
        Assert.NotEqual(down, await ColourAsync(visit));

        await PassAsync(visit, TimeSpan.FromMinutes(6));

        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Not known");
    }

    [Fact]
    public async Task When_it_is_back_the_banner_goes_and_the_page_is_true_again()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(40, 3));
        await using var relay = new Relay(host.Address);
        await using var visit = await VisitAsync(relay.Address, "/");
        relay.Cut();
        await PassAsync(visit, TimeSpan.FromMinutes(6));
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Not known");

        relay.Restore();
        await PassAsync(visit, TimeSpan.FromSeconds(20));

        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("3 down");
        await Assertions.Expect(visit.Page.Locator(Lost)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_node_that_falls_silent_without_a_word_is_asked_and_is_not_called_lost_while_it_answers()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(40, 3)); // its clock stands, so it beats never
        await using var visit = await VisitAsync(host.Address, "/");

        await PassAsync(visit, TimeSpan.FromMinutes(3));

        await Assertions.Expect(visit.Page.Locator(Lost)).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("3 down");
    }

    [Fact]
    public async Task A_report_that_cannot_be_sent_stays_in_its_form_and_is_sent_when_the_node_is_back()
    {
        await using var relay = new Relay(node.Address);
        await using var visit = await VisitAsync(relay.Address, "/services/halifax", from: "198.51.100.77");
        await visit.Page.GetByLabel("App does not work").CheckAsync();
        await visit.Page.Locator("#report summary").ClickAsync();
        await visit.Page.Locator("#f-comment").FillAsync("It closes at once");
        relay.Cut();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Report it" }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("[data-unsent]")).ToContainTextAsync("Not sent yet");
        await Assertions.Expect(visit.Page.Locator("#f-comment")).ToHaveValueAsync("It closes at once");
        relay.Restore();
        var answer = visit.Page.WaitForURLAsync("**/services/halifax?reported=*");
        await visit.Page.Clock.RunForAsync(60_000); // it is tried again; what it loads then ends the page, and nothing may be asked of it meanwhile
        await answer; // the node has it; where the first try came through after all, this one is a repeat
    }

    private async Task<Visit> VisitAsync(Uri site, string path, string? from = null)
    {
        var visit = await chromium.VisitAsync(1280, from: from);
        await visit.Page.Clock.InstallAsync();
        await visit.OpenAsync(site, path);
        return visit;
    }

    // In steps: between them the browser has real time for what it asks of the network.
    private static async Task PassAsync(Visit visit, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(5))
        {
            await visit.Page.Clock.RunForAsync(5_000);
            await visit.Page.EvaluateAsync("() => fetch('/healthz').catch(() => 0)");
        }
    }

    private static Task<string> ColourAsync(Visit visit) => visit.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.all .d b')).color");
}
