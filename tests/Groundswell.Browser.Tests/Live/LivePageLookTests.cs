using Microsoft.Playwright;

namespace Groundswell.Browser.Tests.Live;

/// <summary>Every kind of page of a real node in the midst of an outage.</summary>
public sealed class LivePageLookTests(ChromiumFixture chromium, TroubledMorning morning) : IClassFixture<TroubledMorning>
{
    /// <summary>Name, path, and the scheme that the page has on a phone; on a wide screen it has the other one.</summary>
    public static TheoryData<string, string, ColorScheme> Pages => new()
    {
        { "home", "/", ColorScheme.Light },
        { "service-down", "/services/signal", ColorScheme.Light },
        { "service-calm", "/services/lloyds", ColorScheme.Dark },
        { "incidents", "/incidents", ColorScheme.Light },
        { "incident", "/incidents/i-1", ColorScheme.Dark },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_accessible_needs_no_sideways_scroll_and_complains_of_nothing(string name, string path, ColorScheme onPhone)
    {
        await using var visit = await chromium.VisitAsync(320, withAxe: true);
        await visit.OpenAsync(morning.Node.Address, path);

        await visit.LookAsync($"live-{name}", onPhone);

        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_a_page_sends_is_small_and_comes_from_the_node_alone()
    {
        await using var visit = await chromium.VisitAsync(390);
        var elsewhere = new List<string>();
        var bytes = 0;
        visit.Page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != morning.Node.Address.Authority)
            {
                elsewhere.Add(request.Url);
            }
        };
        visit.Page.RequestFinished += async (_, request) => Interlocked.Add(ref bytes, (await request.SizesAsync()).ResponseBodySize);

        await visit.OpenAsync(morning.Node.Address, "/services/signal");
        await visit.Page.WaitForLoadStateAsync(LoadState.Load);

        Assert.Empty(elsewhere);
        Assert.InRange(bytes, 1, 100_000);
    }
}
