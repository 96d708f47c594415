using System.Net;
using System.Text.Json;
using Groundswell.Catalogue;
using Groundswell.Catalogue.Probing;
using Groundswell.Publication;
using Groundswell.Server.Hosting;
using Groundswell.Server.Hosting.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Tests.Hosting.Sight;

/// <summary>
/// A whole node with the services of the shipped catalogue, over real sockets, on a machine that cannot see. Its output has the table of
/// docs/probes.md.
/// </summary>
public sealed class BlindNodeTests : IAsyncLifetime
{
    /// <summary>With this variable set all services are looked at, for the table; else a quarter of them, more often.</summary>
    private static readonly bool IsWhole = Environment.GetEnvironmentVariable("GROUNDSWELL_ALL_SERVICES") is { Length: > 0 };

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(IsWhole ? 5 : 2);

    /// <summary>In this time each service fails several times.</summary>
    private static readonly TimeSpan Watched = 4 * Interval;

    private readonly TemporaryFolder _folder = new();
    private readonly SmallInternet _internet = new();
    private WebApplication? _node;
    private HttpClient? _client;
    private int _services;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private PublicSnapshot Now => _node!.Services.GetRequiredService<IPublicView>().Current;

    public async ValueTask InitializeAsync()
    {
        var roots = Path.Combine(_folder.Path, "roots.pem");
        await File.WriteAllTextAsync(roots, _internet.RootPem, Cancelled);
        var catalogue = Catalogue(_internet.Port);
        _services = catalogue.Services.Values.Count(s => s.Probes!.Count > 0);
        var settings = new NodeSettings
        {
            DataFolder = Path.Combine(_folder.Path, "data"),
            Listen = "http://127.0.0.1:0",
            Tick = TimeSpan.FromSeconds(1),
            Sensing = new SensingSettings { Probes = true, Resolvers = [_internet.Resolver], TrustedRoots = roots, AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")], Timeout = TimeSpan.FromSeconds(2) },
        };
        _node = NodeHost.Build(settings, new NodeClock(TimeProvider.System), new CurrentCatalogue(catalogue), logging: LogLevel.None);
        _client = new HttpClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_node is not null)
        {
            await _node.StopAsync(CancellationToken.None);
            await _node.DisposeAsync();
        }

        await _internet.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Nxdomain", "answers NXDOMAIN to all names")]
    [InlineData("Refused", "refuses all questions")]
    [InlineData("Servfail", "answers SERVFAIL to all names")]
    [InlineData("NoAddress", "knows no address of any name")]
    [InlineData("Silence", "does not answer")]
    [InlineData("OneAddress", "gives the address 127.99.9.9 for all names")]
    [InlineData("Intercepted", "TLS is intercepted: every certificate is issued by Acme Inspection CA")]
    [InlineData("TlsCut", "no TLS handshake comes to an end")]
    [InlineData("PlainPortal", "no TLS handshake comes to an end")]
    [InlineData("Closed", "no TLS handshake comes to an end")]
    [InlineData("BlackHole", "no TLS handshake comes to an end")]
    public async Task It_calls_no_service_down_says_so_everywhere_and_sees_again_when_it_can(string way, string words)
    {
        _internet.Is = Enum.Parse<SmallInternet.Way>(way);
        await _node!.StartAsync(Cancelled);

        await UntilAsync(() => Now.Sensing.UplinkLostSince is not null);
        var (down, causes) = await WatchAsync(Watched);

        TestContext.Current.TestOutputHelper!.WriteLine($"{way}: {down} of {_services} services called down, {causes} causes named. {string.Join(' ', Now.Sensing.Troubled.Select(s => s.Sentence))}");
        Assert.Equal((0, 0), (down, causes));
        Assert.Contains(words, Now.Sensing.Reason, StringComparison.Ordinal);
        foreach (var page in (string[])["/", "/about", "/incidents", "/concentration", "/services/" + Now.Services[0].Id])
        {
            var html = WebUtility.HtmlDecode(await _client!.GetStringAsync(new Uri(new Uri(_node.Urls.Single()), page), Cancelled));
            Assert.Contains($"This node cannot see the internet: ", html, StringComparison.Ordinal);
            Assert.Contains(words, html, StringComparison.Ordinal);
        }

        Assert.Equal(("degraded", true), (await ReadAsync("/readyz", j => j.GetProperty("status").GetString()), await ReadAsync("/readyz", j => j.GetProperty("warnings").EnumerateArray().Any(w => w.GetString()!.Contains(words, StringComparison.Ordinal)))));
        Assert.True(await ReadAsync("/api/v1/sight", j => j.GetProperty("blind").GetBoolean()));
        Assert.Contains(words, await ReadAsync("/api/v1/services", j => j.GetProperty("sight").GetString()), StringComparison.Ordinal);

        _internet.Is = SmallInternet.Way.Open;
        await UntilAsync(() => Now.Services.Count(s => s.Verdict == Verdict.Up) >= _services * 9 / 10);
        (down, causes) = await WatchAsync(2 * Interval);

        Assert.Equal((0, 0), (down, causes));
        Assert.Empty(Now.Sensing.Troubled);
        Assert.Empty(Now.Open);
        Assert.Empty(Now.RecentlyResolved);
    }

    [Fact]
    public async Task A_region_whose_names_are_gone_is_down_and_its_node_is_not_blind()
    {
        var probed = Catalogue(_internet.Port).Services.Values.Where(s => s.Probes!.Count > 0).OrderBy(s => s.Id).ToList();
        _internet.Missing = probed.Where((_, i) => i % 7 == 3).Select(s => s.Probes![0].Check.Host).ToHashSet();
        var gone = probed.Where(s => _internet.Missing.Contains(s.Probes![0].Check.Host)).ToList(); // some share a name
        await _node!.StartAsync(Cancelled);

        await UntilAsync(() => Now.Open.Count >= gone.Count);
        TestContext.Current.TestOutputHelper!.WriteLine($"None, {gone.Count} names gone: {Now.Open.Count} of {_services} services called down.");

        Assert.Equal(gone.Select(s => s.Id).Order(), Now.Open.Select(i => i.Service).Order());
        Assert.Empty(Now.Sensing.Troubled);
    }

    /// <summary>The shipped services, each with a handshake of its first name.</summary>
    private static ServiceCatalogue Catalogue(int port)
    {
        var files = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "catalogue"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(p => new CatalogueFile(p, File.ReadAllText(p)));
        var shipped = Assert.IsType<CatalogueReadResult.Valid>(CatalogueReader.Read([.. files])).Catalogue;
        ProbeDefinition Look(string host) => new() { Id = "front", Check = new ProbeCheck.Tls(new HostPort(host, port)), Interval = Interval, Retries = 0 };
        return new ServiceCatalogue(
            [.. shipped.Services.Values.OrderBy(s => s.Id).Where((_, i) => IsWhole || i % 4 == 0).Select(s => s with { Probes = [.. s.Hostnames.Take(1).Select(Look)] })],
            [.. shipped.Symptoms.Values],
            [.. shipped.Categories.Values],
            [.. shipped.Providers.Values],
            [.. shipped.Components.Values.Select(c => c with { Probes = [] })]);
    }

    private async Task<T> ReadAsync<T>(string path, Func<JsonElement, T> read)
    {
        using var json = JsonDocument.Parse(await _client!.GetStringAsync(new Uri(new Uri(_node!.Urls.Single()), path), Cancelled));
        return read(json.RootElement);
    }

    /// <summary>The most that was ever called down, and causes that were ever named, at each publication for a time.</summary>
    private async Task<(int Down, int Causes)> WatchAsync(TimeSpan time)
    {
        var view = _node!.Services.GetRequiredService<IPublicView>();
        var (down, causes) = (0, 0);
        for (var until = Now.At + time; Now.At < until;)
        {
            var snapshot = await view.WaitForNewerAsync(Now.Version, Cancelled);
            down = Math.Max(down, Math.Max(snapshot.Open.Count, snapshot.Services.Count(s => s.Verdict == Verdict.Down)));
            causes = Math.Max(causes, snapshot.Causes.Count);
        }

        return (down, causes);
    }

    private async Task UntilAsync(Func<bool> holds)
    {
        var view = _node!.Services.GetRequiredService<IPublicView>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(TimeSpan.FromMinutes(4));
        while (!holds())
        {
            await view.WaitForNewerAsync(Now.Version, limit.Token);
        }
    }
}
