using System.Net.Quic;
using Groundswell.Sensing.Probes.Connecting;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>
/// Sends requests of HTTP/3. The client opens QUIC itself and asks no one where to, so the name is looked up and guarded here, and the
/// request goes to the address with the name in its header. Each request has a connection of its own. The handshake of QUIC is transport
/// and TLS in one: it is the phase TLS, and first byte is what comes after the certificate.
/// </summary>
internal sealed class Http3Transport(Connector connector, TlsHandshake tls)
{
    private static readonly Version Three = new(3, 0);

    /// <summary>Whether this machine has QUIC (libmsquic and TLS 1.3).</summary>
    public static bool IsAvailable => (OperatingSystem.IsLinux() || OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()) && QuicConnection.IsSupported;

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, ProbeTrace trace)
    {
        var url = request.RequestUri!;
        var resolution = await connector.ResolveAsync(url.IdnHost, trace);
        if (resolution.Failure is not null)
        {
            throw new ConnectionFailedException(resolution.Failure);
        }

        trace.Connected(isSecured: true);
        request.Headers.Host = url.IsDefaultPort ? url.IdnHost : $"{url.IdnHost}:{url.Port}";
        request.RequestUri = new UriBuilder(url) { Host = resolution.Addresses[0].ToString() }.Uri;
        request.Version = Three;
        ProbeFailure? verdict = null;
        var handler = HttpTransport.NewHandler(connect: null);
        trace.Own(handler);
        handler.SslOptions = tls.Options(url.IdnHost, [], (certificate, chain, errors) =>
        {
            verdict = tls.Judge(certificate, chain, errors, url.IdnHost, trace);
            trace.Secured();
            return verdict is null;
        });
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        try
        {
            return await invoker.SendAsync(request, trace.CancellationToken);
        }
        catch (Exception exception) when (verdict is not null && exception is HttpRequestException)
        {
            throw new ConnectionFailedException(verdict);
        }
    }
}
