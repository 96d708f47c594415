using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Publication;
using Microsoft.Playwright;

namespace Groundswell.Browser.Tests.Live;

/// <summary>An outage from its first minutes to its end, as those see it who keep a page open.</summary>
public sealed class IncidentStoryTests(ChromiumFixture chromium, LiveNode node) : IClassFixture<LiveNode>
{
    private static readonly ServiceId Signal = ServiceId.Parse("signal");

    [Fact]
    public async Task An_incident_opens_is_followed_and_ends_on_pages_that_nobody_loads_anew()
    {
        await using var relay = new Relay(node.Address);
        await using var home = await chromium.VisitAsync(390);
        await home.OpenAsync(relay.Address, "/");
        await home.MarkAsync();
        await Assertions.Expect(home.Page.Locator("h1")).ToHaveTextAsync("No outages right now");

        await node.PassUntilAsync(Is(IncidentState.Confirmed), Morning.OutageBegins - node.Now + TimeSpan.FromMinutes(10), "Signal's incident is confirmed");
        await Assertions.Expect(home.Page.Locator("h1")).ToHaveTextAsync("1 down");
        await using var incident = await chromium.VisitAsync(1280);
        await incident.OpenAsync(node.Address, $"/incidents/{Incident().Id}");
        await incident.MarkAsync();
        await Assertions.Expect(incident.Page.Locator("h1")).ToHaveTextAsync("Problems with Signal");
        await Assertions.Expect(incident.Page.Locator("[data-verdict]")).ToContainTextAsync("Confirmed");
        Assert.Equal(["Detected", "Confirmed"], (await TimelineAsync(incident.Page)).Where(t => t is "Detected" or "Confirmed"));

        // The reader's train enters a tunnel; outside, the trouble ends.
        relay.Cut();
        await node.PassUntilAsync(Is(IncidentState.Recovering), TimeSpan.FromHours(1), "Signal recovers");
        await Assertions.Expect(incident.Page.Locator("[data-verdict]")).ToContainTextAsync("Recovering");
        await Assertions.Expect(home.Page.Locator(".now li")).ToContainTextAsync("Down");
        relay.Restore();
        await Assertions.Expect(home.Page.Locator(".now li")).ToContainTextAsync("Recovering");

        await node.PassUntilAsync(s => s.Open.Count == 0, TimeSpan.FromHours(1), "Signal's incident ends");
        await Assertions.Expect(incident.Page.Locator("[data-verdict]")).ToContainTextAsync("Resolved · major");
        await Assertions.Expect(home.Page.Locator("h1")).ToHaveTextAsync("No outages right now");
        var told = await TimelineAsync(incident.Page);
        Assert.Equal(["Detected", "Confirmed", "Recovering", "Resolved"], told.Where(t => t is "Detected" or "Confirmed" or "Recovering" or "Resolved"));
        Assert.Equal(Verdict.Up, node.VerdictOf("signal"));

        Assert.True(await home.IsMarkedAsync());
        Assert.True(await incident.IsMarkedAsync());
        Assert.Empty(incident.Complaints);
        Assert.All(home.Complaints, complaint => Assert.Contains("net::ERR_", complaint, StringComparison.Ordinal));
        await incident.PictureAsync("live-incident-ended-1280-light");
    }

    private static Func<PublicSnapshot, bool> Is(IncidentState state) => snapshot => snapshot.Open.Any(i => i.Service == Signal && i.State == state);

    private Incident Incident() => node.Snapshot.Open.Single(i => i.Service == Signal);

    /// <summary>Titles of the timeline, oldest first.</summary>
    private static async Task<IReadOnlyList<string>> TimelineAsync(IPage page) =>
        [.. (await page.Locator("[data-live=timeline] strong").AllInnerTextsAsync()).Reverse()];
}
