using System.Collections.Concurrent;
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

    public IReadOnlyCollection<string> Complaints => _complaints;

    public async Task OpenAsync(Uri site, string path)
    {
        await Page.GotoAsync(new Uri(site, path).ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        if (await Page.Locator("figure[data-chart]").CountAsync() > 0 && await Page.EvaluateAsync<bool>("() => true"))
        {
            await Page.Locator("figure[data-chart].drawn").First.WaitForAsync();
        }
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
