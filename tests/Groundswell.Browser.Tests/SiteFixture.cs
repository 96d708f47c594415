using Groundswell.Server.Tests.Pages;

namespace Groundswell.Browser.Tests;

/// <summary>Sites over made-up worlds: an ordinary day with some trouble, a calm one without a service, a bad one, one whose suppliers are known, and one of whose suppliers fails.</summary>
public sealed class SiteFixture : IAsyncLifetime
{
    private PageHost? _ordinary;
    private PageHost? _empty;
    private PageHost? _bad;
    private PageHost? _supplied;
    private PageHost? _cause;

    public PageHost Ordinary => _ordinary ?? throw new InvalidOperationException("The site was not started.");

    public Uri Address(string site) => (site switch
    {
        "empty" => _empty,
        "bad" => _bad,
        "supplied" => _supplied,
        "cause" => _cause,
        _ => _ordinary,
    })!.Address;

    public async ValueTask InitializeAsync()
    {
        _ordinary = await PageHost.StartAsync(MadeUpWorld.Snapshot(250, 4));
        _empty = await PageHost.StartAsync(MadeUpWorld.Snapshot(0, 0));
        _bad = await PageHost.StartAsync(MadeUpWorld.Snapshot(250, 45));
        _supplied = await PageHost.StartAsync(MadeUpSuppliers.Snapshot(250, 0));
        _cause = await PageHost.StartAsync(MadeUpCause.Snapshot(250));
        _cause.View.Changes = MadeUpCause.Changes;
        _bad.Time.Advance(TimeSpan.FromMinutes(30));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in new[] { _ordinary, _empty, _bad, _supplied, _cause })
        {
            if (host is not null)
            {
                await host.DisposeAsync();
            }
        }
    }
}
