using Groundswell.Browser.Tests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(ChromiumFixture))]

namespace Groundswell.Browser.Tests;

/// <summary>The system's Chromium, started once for all tests. Knows no site: a test opens any address with it.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private static readonly string[] Switches =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private IBrowser Browser => _browser ?? throw new InvalidOperationException("The browser was not started.");

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium",
            Headless = true,
            Args = Switches,
        });
    }

    /// <summary>A fresh tab that notes whatever the console or the page complains of.</summary>
    public async Task<Visit> VisitAsync(int width, ColorScheme scheme = ColorScheme.Light, bool withScripts = true, bool bypassPolicy = false)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 800 : 900 },
            ColorScheme = scheme,
            JavaScriptEnabled = withScripts,
            BypassCSP = bypassPolicy,
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = "UTC",
            Locale = "en-GB",
        });
        return new Visit(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }
}
