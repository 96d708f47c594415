using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Groundswell.Dns;
using Groundswell.Sensing.Outgoing;
using Groundswell.Sensing.Reading;

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
    private const string Www = "www.";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<PageVisit> VisitAsync(DomainTarget target, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var visit = new Visit(names, target);
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

    private sealed class Visit(INameLookup names, DomainTarget target)
    {
        private readonly List<ResponseHeader> _headers = [];
        private bool? _startsInside;

        public CertificateObservation? Certificate { get; private set; }

        [SuppressMessage("Security", "CA5359:Do not disable certificate validation", Justification = "The certificate is what is to be seen, broken or not; nothing secret is sent and nothing received is trusted.")]
        public async Task<PageObservation> GoAsync(Uri start, CancellationToken cancellationToken)
        {
            using var handler = GuardedHttp.NewHandler(ResolveAsync, Allows);
            handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Look };
            using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
            client.DefaultRequestHeaders.UserAgent.ParseAdd("groundswell-discover");
            client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
            var address = start;
            for (var redirects = 0; ; redirects++)
            {
                using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                Keep(response);
                if (redirects < MostRedirects && Redirect.Of(response, address, mayDowngrade: true) is Redirect.To next)
                {
                    address = next.Url;
                    continue;
                }

                var text = await ReadAsync(response, cancellationToken);
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

        private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var bytes = new byte[MostBytes];
            var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            var body = ContentCodings.Unpack(bytes.AsMemory(0, read), ContentCodings.Of(response), isCut: read == MostBytes, MostBytes);
            return WebText.Decode(body.Octets.Span, response.Content.Headers.ContentType?.ToString(), body.IsCut);
        }

        private bool Look(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        {
            if (Certificate is null && certificate is X509Certificate2 shown)
            {
                Certificate = CertificateReading.Read(shown);
            }

            return true;
        }

        private async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
        {
            var addresses = (await names.FindHostAsync(host.ToLowerInvariant(), cancellationToken))?.Addresses ?? [];
            _startsInside ??= addresses.Any(a => !PublicAddress.IsPublic(a));
            return addresses;
        }

        /// <summary>The operator may ask for what is inside, and it may redirect to other names of its own; nobody else leads us there.</summary>
        private bool Allows(string host, IPAddress address) => PublicAddress.IsPublic(address) || (_startsInside == true && IsOfTarget(host.ToLowerInvariant()));

        private bool IsOfTarget(string host)
        {
            var domain = target.Domain.StartsWith(Www, StringComparison.Ordinal) ? target.Domain[Www.Length..] : target.Domain;
            return host == domain || host.EndsWith("." + domain, StringComparison.Ordinal);
        }
    }
}
