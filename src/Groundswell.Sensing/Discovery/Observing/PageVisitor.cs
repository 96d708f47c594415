using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Groundswell.Sensing.Discovery.Observing;

/// <summary>
/// Visits a site once: at most five redirects, ten seconds and 64 KiB. The certificate is looked at and not judged: a site with a
/// broken one still has an issuer. Names are looked up by discovery's own resolver, so that all evidence is of one view.
/// </summary>
internal sealed class PageVisitor(INameLookup names, TimeProvider time)
{
    private const int MostRedirects = 5;
    private const int MostBytes = 64 * 1024;
    private const int MostHeaders = 200;
    private const int LongestHeader = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<PageVisit> VisitAsync(DomainTarget target, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var visit = new Visit(names);
        try
        {
            var page = await visit.GoAsync(new UriBuilder(Uri.UriSchemeHttps, target.Domain, target.Port).Uri, either.Token);
            return new PageVisit(page, visit.Certificate, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new PageVisit(null, visit.Certificate, $"no answer over HTTPS within {Patience.TotalSeconds:0} s");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException or UriFormatException or InvalidOperationException)
        {
            return new PageVisit(null, visit.Certificate, $"no answer over HTTPS: {fault.InnerException?.Message ?? fault.Message}");
        }
    }

    private sealed class Visit(INameLookup names)
    {
        private readonly List<ResponseHeader> _headers = [];
        private bool? _startsInside;

        public CertificateObservation? Certificate { get; private set; }

        [SuppressMessage("Security", "CA5359:Do not disable certificate validation", Justification = "The certificate is what is to be seen, broken or not; nothing secret is sent and nothing received is trusted.")]
        public async Task<PageObservation> GoAsync(Uri start, CancellationToken cancellationToken)
        {
            using var handler = new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                MaxResponseHeadersLength = 64, // KiB
                ConnectCallback = ConnectAsync,
                SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Look },
            };
            using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
            client.DefaultRequestHeaders.UserAgent.ParseAdd("groundswell-discover");
            client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
            var address = start;
            for (var redirects = 0; ; redirects++)
            {
                using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                Keep(response);
                if (redirects < MostRedirects && Target(response, address) is { } next)
                {
                    address = next;
                    continue;
                }

                var text = await ReadAsync(response.Content, cancellationToken);
                return new PageObservation(address, (int)response.StatusCode, _headers, PageResources.HostsOf(text, address));
            }
        }

        private void Keep(HttpResponseMessage response)
        {
            foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
            {
                foreach (var value in values)
                {
                    var header = new ResponseHeader(name.ToLowerInvariant(), value.Length <= LongestHeader ? value : value[..LongestHeader]);
                    if (_headers.Count < MostHeaders && !_headers.Contains(header))
                    {
                        _headers.Add(header);
                    }
                }
            }
        }

        private static Uri? Target(HttpResponseMessage response, Uri from) =>
            (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location
            && Uri.TryCreate(from, location, out var to) && to.Scheme is "https" or "http" && to.UserInfo.Length == 0
                ? to
                : null;

        private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            var bytes = new byte[MostBytes];
            var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(bytes, 0, read); // hosts are ASCII in any encoding that pages use
        }

        private bool Look(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        {
            if (Certificate is null && certificate is X509Certificate2 shown)
            {
                Certificate = CertificateReading.Read(shown);
            }

            return true;
        }

        private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
        {
            var host = await names.FindHostAsync(context.DnsEndPoint.Host.ToLowerInvariant(), cancellationToken);
            if (host is not { Addresses.Count: > 0 })
            {
                throw new HttpRequestException($"{context.DnsEndPoint.Host} has no address");
            }

            // The operator may ask for what is inside; a stranger's redirect may not lead us there.
            _startsInside ??= host.Addresses.Any(AddressReach.IsInner);
            var allowed = host.Addresses.Where(a => _startsInside.Value || !AddressReach.IsInner(a)).ToArray();
            if (allowed.Length == 0)
            {
                throw new HttpRequestException($"it redirects into a private network, to {context.DnsEndPoint.Host}");
            }

            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
