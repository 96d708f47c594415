using System.Net;
using Groundswell.Catalogue.Probing;
using Groundswell.Dns.Asking;
using Groundswell.Sensing.Discovery.Observing;
using Groundswell.Sensing.Feeds.Fetching;
using Groundswell.Sensing.Outgoing;
using Groundswell.Sensing.Probes;
using Groundswell.Sensing.Tests.Probes.Servers;
using Groundswell.Signals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Groundswell.Sensing.Tests.Outgoing;

/// <summary>All that connects to addresses which others name, against one list of addresses that nobody may lead us to.</summary>
public sealed class GuardedUsersTests
{
    /// <summary>Loopback beyond the one address that servers of these tests listen at, so that each could be a redirect of theirs.</summary>
    public static TheoryData<string> Forbidden =>
    [
        "0.0.0.0", "10.0.0.1", "100.100.100.200", "127.0.0.2", "168.63.129.16", "169.254.169.254", "172.16.0.1", "192.0.0.192", "192.88.99.1", "192.168.1.1",
        "198.18.0.1", "203.0.113.1", "224.0.0.1", "255.255.255.255",
        "::", "::1", "::7f00:2", "::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "100::1", "2001::1", "2001:db8::1", "2002:a00:1::1",
        "3fff::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task No_probe_connects_to_it(string address)
    {
        var (host, at) = (Bracketed(address), new HostPort(address, 443));
        ProbeCheck[] checks =
        [
            new ProbeCheck.Tcp(at),
            new ProbeCheck.Tls(at),
            new ProbeCheck.Http(new Uri($"https://{host}/")),
            new ProbeCheck.WebSocket(new Uri($"wss://{host}/")),
            new ProbeCheck.Grpc(new Uri($"https://{host}/")),
            new ProbeCheck.Smtp(at),
            new ProbeCheck.Lookup { Name = "example.com", Server = new HostPort(address, 53) },
        ];
        await using var runner = new ProbeRunner(new ProbeRunnerOptions { Resolvers = [new IPEndPoint(IPAddress.Loopback, 9)] }, TimeProvider.System);
        foreach (var check in checks)
        {
            var result = await runner.RunAsync(Probing.Plan(check), Cancellation);

            Assert.Equal((check.Kind, FailureClass.Unreachable), (check.Kind, result.Failure));
            Assert.Contains("may not be probed from here", result.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task No_name_leads_there(string address)
    {
        await using var names = new FewNames(("inside.test", [address]));
        var four = IPAddress.Parse(address).AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;
        var plan = Probing.Plan(new ProbeCheck.Http(new Uri("http://inside.test/"))) with { Addresses = four ? AddressChoice.V4 : AddressChoice.V6 };

        Assert.SkipWhen(!four && !System.Net.Sockets.Socket.OSSupportsIPv6, "This machine has no IPv6.");
        Assert.Equal(FailureClass.Unreachable, (await Probing.RunAsync(plan, new ProbeRunnerOptions { Resolvers = [names.EndPoint] })).Failure);
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task No_redirect_leads_there(string address)
    {
        await using var server = await RedirectingAsync($"http://{Bracketed(address)}/");
        var start = new Uri($"http://127.0.0.1:{server.Port}/");
        var guard = new AddressGuard([IPNetwork.Parse("127.0.0.1/32")]);
        using var feeds = new FeedFetcher(new FeedFetchOptions { Guard = guard }, TimeProvider.System);

        var probed = await Probing.RunAsync(Probing.Plan(new ProbeCheck.Http(start) { Redirects = 3 }), new ProbeRunnerOptions { Guard = guard });
        var fetched = Assert.IsType<FeedFetch.Failed>(await feeds.FetchAsync(start, FeedValidators.None, Cancellation));

        Assert.Equal(FailureClass.Unreachable, probed.Failure);
        Assert.Contains("leads to no public address", fetched.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task Discovery_is_led_there_by_no_redirect(string address)
    {
        await using var server = await RedirectingAsync($"https://{Bracketed(address)}/", new CertificateMill());

        var visit = await VisitAsync(server, ("shop.test", "127.0.0.1"));

        Assert.Null(visit.Page);
        Assert.Contains("leads to no public address", visit.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("www.shop.test", true)]
    [InlineData("shop.test", true)]
    [InlineData("other.test", false)]
    [InlineData("evilshop.test", false)]
    public async Task Discovery_of_a_site_inside_goes_on_to_names_of_its_own_only(string host, bool isFollowed)
    {
        await using var second = await WebServer.StartAsync(app => app.MapGet("/", () => "hello"), HttpProtocols.Http1, new CertificateMill().Make(host));
        await using var first = await RedirectingAsync($"https://{host}:{second.Port}/", new CertificateMill());

        var visit = await VisitAsync(first, ("shop.test", "127.0.0.1"), (host, "127.0.0.1"));

        Assert.Equal(isFollowed ? 200 : null, visit.Page?.Status);
    }

    private static async Task<PageVisit> VisitAsync(WebServer server, params (string Name, string Address)[] known)
    {
        await using var names = new FewNames([.. known.Distinct().Select(k => (k.Name, new[] { k.Address }))]);
        using var lookup = new NameLookup(new StubResolver(new DnsClient(TimeProvider.System), [names.EndPoint]), 4);
        return await new PageVisitor(lookup, TimeProvider.System).VisitAsync(new DomainTarget("shop.test", server.Port), Cancellation);
    }

    private static string Bracketed(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;

    private static Task<WebServer> RedirectingAsync(string location, CertificateMill? mill = null) => WebServer.StartAsync(
        app => app.Run(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        }),
        HttpProtocols.Http1,
        mill?.Make("shop.test"));
}
