using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Groundswell.Sensing.Tests.Probes.Servers;

/// <summary>Kestrel on loopback.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private WebServer(WebApplication application) => _application = application;

    public int Port => new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    /// <param name="build">Adds what is served.</param>
    /// <param name="protocols">What is spoken; without a certificate one of them.</param>
    /// <param name="certificate">Of the server; null: no TLS.</param>
    /// <param name="services">Adds services.</param>
    /// <param name="address">Loopback of IPv4 where null.</param>
    public static async Task<WebServer> StartAsync(
        Action<WebApplication> build, HttpProtocols protocols = HttpProtocols.Http1, X509Certificate2? certificate = null, Action<IServiceCollection>? services = null, IPAddress? address = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        services?.Invoke(builder.Services);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address ?? IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var application = builder.Build();
        build(application);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new WebServer(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
