using Groundswell.Browser.Tests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(ChromiumFixture))]

namespace Groundswell.Browser.Tests;

/// <summary>The system's Chromium, started once for all tests. Knows no site: a test opens any address with it.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private static readonly string[] Switches =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    // Readers of a page come back over some seconds, at random; a test wants none of these.
    private const string NoSpread = "Math.random = () => 0;";

    private static readonly Lazy<string> Axe = new(ReadAxe);

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private IBrowser Browser => _browser ?? throw new InvalidOperationException("The browser was not started.");

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(20_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium",
            Headless = true,
            Args = Switches,
        });
    }

    /// <summary>A fresh tab that notes whatever the console or the page complains of. The page's own policy stays in force.</summary>
    /// <param name="width">Of the window, in CSS pixels.</param>
    /// <param name="withScripts">Whether the page's scripts run.</param>
    /// <param name="withAxe">Whether <see cref="Visit.SeriousFaultsAsync"/> is going to be asked for.</param>
    /// <param name="from">Address that a proxy would name as the visitor's; null for none.</param>
    /// <param name="zone">The visitor's time zone.</param>
    public async Task<Visit> VisitAsync(int width, bool withScripts = true, bool withAxe = false, string? from = null, string zone = "UTC")
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 844 : 900 },
            ColorScheme = ColorScheme.Light,
            JavaScriptEnabled = withScripts,
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = zone,
            Locale = "en-GB",
            ExtraHTTPHeaders = from is null ? [] : [new("X-Forwarded-For", from)],
        });
        await context.AddInitScriptAsync(NoSpread);
        if (withAxe)
        {
            await context.AddInitScriptAsync(Axe.Value);
        }

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

    private static string ReadAxe()
    {
        using var reader = new StreamReader(typeof(ChromiumFixture).Assembly.GetManifestResourceStream("axe.min.js")!);
        return reader.ReadToEnd();
    }
}
