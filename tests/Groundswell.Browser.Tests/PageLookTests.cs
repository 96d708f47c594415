using Microsoft.Playwright;

namespace Groundswell.Browser.Tests;

/// <summary>How pages of a made-up world look: calm and bad days that a real node cannot be brought to quickly.</summary>
public sealed class PageLookTests(ChromiumFixture chromium, SiteFixture sites) : IClassFixture<SiteFixture>
{
    /// <summary>Name, site, path, and the scheme that the page has on a phone; on a wide screen it has the other one.</summary>
    public static TheoryData<string, string, string, ColorScheme> Looks => new()
    {
        { "home", "ordinary", "/", ColorScheme.Dark },
        { "home-empty", "empty", "/", ColorScheme.Light },
        { "home-bad-day", "bad", "/", ColorScheme.Light },
        { "found", "ordinary", "/?q=bank", ColorScheme.Light },
        { "service", "ordinary", "/services/amber-bank", ColorScheme.Dark },
        { "service-thanked", "ordinary", "/services/amber-bank?reported=1", ColorScheme.Light },
        { "service-calm", "ordinary", "/services/birch-chat", ColorScheme.Light },
        { "incidents", "bad", "/incidents", ColorScheme.Dark },
        { "incident", "ordinary", "/incidents/i-500", ColorScheme.Light },
        { "about", "ordinary", "/about", ColorScheme.Dark },
        { "concentration", "supplied", "/concentration", ColorScheme.Dark },
        { "concentration-empty", "empty", "/concentration", ColorScheme.Light },
        { "what-if", "supplied", "/what-if/nimbostratus", ColorScheme.Light },
        { "what-if-nothing", "supplied", "/what-if/first-names", ColorScheme.Dark },
        { "cause", "cause", "/incidents/i-9001", ColorScheme.Dark },
        { "component", "cause", "/components/nimbostratus/north/balancers", ColorScheme.Light },
        { "component-degraded", "cause", "/components/nimbostratus/north/tables", ColorScheme.Dark },
        { "component-unknown", "cause", "/components/edgeway/global/cdn", ColorScheme.Dark },
        { "provider", "cause", "/providers/nimbostratus", ColorScheme.Light },
        { "provider-calm", "cause", "/providers/second-names", ColorScheme.Dark },
        { "missing", "ordinary", "/nothing-here", ColorScheme.Light },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task A_page_is_accessible_needs_no_sideways_scroll_and_complains_of_nothing(string name, string site, string path, ColorScheme onPhone)
    {
        await using var visit = await chromium.VisitAsync(320, withAxe: true);
        await visit.OpenAsync(sites.Address(site), path);

        await visit.LookAsync(name, onPhone);

        Assert.All(visit.Complaints, complaint => Assert.True(name == "missing" && complaint.Contains("404", StringComparison.Ordinal), complaint));
    }
}
