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

    public Task<int> ScrollWidthAsync() => Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots")).FullName;
}
