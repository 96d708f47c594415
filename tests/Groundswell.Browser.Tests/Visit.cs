using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace Groundswell.Browser.Tests;

/// <summary>One tab, and its complaints.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    public Visit(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.SetDefaultTimeout(20_000);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
    }

    public IPage Page { get; }

    /// <summary>What the console said in earnest: errors, warnings, breaches of the page's content security policy.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Opens a page and waits until its charts are drawn.</summary>
    public async Task<IResponse?> OpenAsync(Uri site, string path)
    {
        var response = await Page.GotoAsync(new Uri(site, path).ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        await WaitForChartsAsync();
        return response;
    }

    public async Task WaitForChartsAsync()
    {
        if (await Page.Locator("figure[data-chart]").CountAsync() > 0)
        {
            await Page.Locator("figure[data-chart].drawn").First.WaitForAsync();
        }
    }

    /// <summary>
    /// Looks at the page as a phone and as a wide screen show it, in a scheme each, saves both pictures, and fails on what axe calls
    /// serious and on a page that is wider than the smallest phone. The visit must have axe and be 320 wide.
    /// </summary>
    public async Task LookAsync(string name, ColorScheme onPhone)
    {
        Assert.True(await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 320, $"{name} must be scrolled sideways at 320");
        Assert.Empty(await Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('svg.waves text')].filter(t => t.getBoundingClientRect().right > 320).map(t => t.textContent)"));
        foreach (var width in new[] { 390, 1280 })
        {
            var scheme = width == 390 == (onPhone == ColorScheme.Dark) ? ColorScheme.Dark : ColorScheme.Light;
            await ShowAsync(width, scheme);
            await PictureAsync($"{name}-{width}-{(scheme == ColorScheme.Dark ? "dark" : "light")}");
            Assert.Empty(await SeriousFaultsAsync());
        }
    }

    public async Task ShowAsync(int width, ColorScheme scheme)
    {
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await Page.SetViewportSizeAsync(width, width < 600 ? 844 : 900);
    }

    /// <summary>Saves a picture of the whole page to <c>artifacts/screenshots</c>.</summary>
    public async Task PictureAsync(string name) =>
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, name + ".png"), FullPage = true });

    /// <summary>What axe calls serious or critical.</summary>
    public async Task<IReadOnlyList<string>> SeriousFaultsAsync()
    {
        var found = await Page.EvaluateAsync<JsonElement>("() => axe.run(document, { resultTypes: ['violations'] })");
        return
        [
            .. found.GetProperty("violations").EnumerateArray()
                .Where(v => v.GetProperty("impact").GetString() is "serious" or "critical")
                .Select(v => $"{v.GetProperty("id").GetString()}: {v.GetProperty("nodes")[0].GetProperty("html").GetString()} {v.GetProperty("nodes")[0].GetProperty("failureSummary").GetString()}"),
        ];
    }

    /// <summary>Leaves a mark that does not outlive the page.</summary>
    public Task MarkAsync() => Page.EvaluateAsync("() => { window.marked = true; }");

    /// <summary>Whether this is still the page that was marked: not loaded anew.</summary>
    public Task<bool> IsMarkedAsync() => Page.EvaluateAsync<bool>("() => window.marked === true");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots")).FullName;
}
