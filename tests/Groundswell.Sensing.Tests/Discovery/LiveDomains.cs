using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Groundswell.Dns.Asking;
using Groundswell.DnsBed;
using Groundswell.DnsBed.Software;
using Groundswell.Sensing.Discovery;
using Groundswell.Sensing.Discovery.Judging;
using Groundswell.Sensing.Discovery.Observing;
using Groundswell.Sensing.Discovery.Ranges;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Groundswell.Sensing.Tests.Discovery;

/// <summary>A domain on loopback, looked at as a stranger would: BIND answers for its names, Kestrel serves its page with TLS.</summary>
public sealed class LiveDomains : IAsyncLifetime
{
    private const string Anything = "@ A 127.0.0.1\nwww A 127.0.0.1";

    private StandingBed? _bed;
    private IPAddress? _resolver;
    private WebApplication? _site;

    /// <summary>Where the web server listens.</summary>
    public int Port { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _bed = await StandingBed.StartAsync(Fill, TestContext.Current.CancellationToken);
        (_site, Port) = await StartSiteAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await (_site?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_bed?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    internal async Task<IReadOnlyList<DomainFindings>> LookAsync(params DomainTarget[] targets)
    {
        var options = DnsQueryOptions.ToResolver with { Timeout = TimeSpan.FromSeconds(5) };
        using var names = new NameLookup(new StubResolver(new DnsClient(TimeProvider.System), [new IPEndPoint(_resolver!, _bed!.Port)], options), 8);
        var run = new DiscoveryRun(new DomainObserver(names, TimeProvider.System), new Discoverer(ShippedCatalogue.Value, AddressRanges.None));
        return await run.RunAsync(targets, 2, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }

    private void Fill(DnsBed.Zones.BedWorld world)
    {
        // One server holds all zones, and is asked as a resolver is: it follows the aliases among them.
        var server = world.Server("all", ServerSoftware.Bind);
        _resolver = server.Address;
        world.Zone(".").On(server, "");
        world.Zone("com").On(server, "");
        world.Zone("org").On(server, "");
        world.Zone("net").On(server, "");
        var aws = new DnsBed.Zones.NameServer("ns-5.awsdns-05.com.", server.Address);
        var ns1 = new DnsBed.Zones.NameServer("dns1.p01.nsone.net.", server.Address);
        world.Zone("awsdns-05.com").Hold(server, "ns-5 A 127.0.0.1").Named(aws);
        world.Zone("nsone.net").Hold(server, "dns1.p01 A 127.0.0.1").Named(ns1);
        world.Zone("fastly.net").On(server, "shop.map A 127.0.0.1");
        world.Zone("shop.com").Hold(server, "@ A 127.0.0.1\nwww CNAME shop.map.fastly.net.\n@ MX 20 aspmx.l.google.com.\n@ MX 10 mxa.pphosted.com.").Named(aws, ns1);
        world.Zone("loop.com").On(server, Anything);
        world.Zone("long.com").On(server, Anything);
    }

    private static async Task<(WebApplication Site, int Port)> StartSiteAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(Certificate())));
        var site = builder.Build();
        site.Run(ServeAsync);
        await site.StartAsync(cancellationToken);
        var address = site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return (site, new Uri(address).Port);
    }

    private static async Task ServeAsync(HttpContext context)
    {
        context.Response.Headers["cf-ray"] = "8f0c-LHR";
        switch (context.Request.Host.Host)
        {
            case "loop.com":
                var round = int.TryParse(context.Request.Path.Value!.Split('/')[^1], out var n) ? n + 1 : 1;
                context.Response.Redirect($"/round/{round}");
                break;
            case "long.com":
                await context.Response.WriteAsync("<script src=https://early.shop.com/a.js></script>" + new string(' ', 64 * 1024) + "<script src=https://late.shop.com/a.js></script>");
                break;
            case var _ when context.Request.Path == "/":
                context.Response.Redirect("/home");
                break;
            default:
                await context.Response.WriteAsync("<html><script src='https://js.stripe.com/v3'></script></html>");
                break;
        }
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("C=US, O=Let's Encrypt, CN=R11", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("shop.com");
        names.AddDnsName("www.shop.com");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(90));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
