using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Groundswell.Sensing.Feeds.Fetching;

/// <summary>
/// Fetches pages over HTTP: asks whether they changed, follows few redirects, and takes neither too much nor too long. Each
/// address is checked when it is connected to, so that no name can resolve to one thing for the check and to another for the use.
/// </summary>
public sealed class FeedFetcher : IDisposable
{
    private const int BufferLength = 64 * 1024;
    private const string Product = "Groundswell";

    private readonly HttpClient _client;
    private readonly FeedFetchOptions _options;
    private readonly TimeProvider _time;

    public FeedFetcher(FeedFetchOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Timeout, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Timeout, TimeSpan.FromMinutes(2));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MostRedirects);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MostRedirects, 10);
        _options = options;
        _time = time;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // each target is checked here
            AutomaticDecompression = DecompressionMethods.All,
            UseCookies = false,
            UseProxy = false, // a proxy would connect where the check cannot see
            ConnectCallback = ConnectAsync,
            MaxResponseHeadersLength = 64,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        _client = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent(options.Contact));
        _client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json, application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5");
    }

    /// <summary>Asks for a page of http or https, and whether it changed since what <paramref name="validators"/> mark.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<FeedFetch> FetchAsync(Uri url, FeedValidators validators, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(validators);
        using var patience = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await FollowAsync(url, validators, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FeedFetch.Failed($"it did not come within {_options.Timeout.TotalSeconds:0} s");
        }
        catch (ForbiddenAddressException exception)
        {
            return new FeedFetch.Failed(exception.Message);
        }
        catch (HttpRequestException exception)
        {
            return new FeedFetch.Failed(exception.InnerException is ForbiddenAddressException forbidden ? forbidden.Message : $"it cannot be fetched: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return new FeedFetch.Failed($"it broke off: {exception.Message}");
        }
    }

    public void Dispose() => _client.Dispose();

    private static string UserAgent(string? contact)
    {
        var version = typeof(FeedFetcher).Assembly.GetName().Version?.ToString(2) ?? "0";
        var plain = string.Concat((contact ?? "").Where(c => c is > ' ' and < '\x7f' and not '(' and not ')'));
        return plain.Length == 0 ? $"{Product}/{version}" : $"{Product}/{version} (+{plain})";
    }

    private async Task<FeedFetch> FollowAsync(Uri url, FeedValidators validators, CancellationToken cancellationToken)
    {
        for (var hop = 0; ; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            AddValidators(request, validators);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
            {
                if (hop >= _options.MostRedirects)
                {
                    return new FeedFetch.Failed($"it redirects more than {_options.MostRedirects} times");
                }

                var next = new Uri(url, location);
                if (next.Scheme is not ("https" or "http") || next.UserInfo.Length > 0 || (url.Scheme == "https" && next.Scheme == "http"))
                {
                    return new FeedFetch.Failed(url.Scheme == "https" && next.Scheme == "http"
                        ? $"it redirects from https to 'http://{next.Host}', which is not followed"
                        : $"it redirects to '{next.Scheme}://{next.Host}', which is not followed");
                }

                url = next;
                continue;
            }

            return await TakeAsync(url, response, cancellationToken);
        }
    }

    private static void AddValidators(HttpRequestMessage request, FeedValidators validators)
    {
        if (validators.EntityTag is { } tag)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        if (validators.LastModified is { } modified)
        {
            request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        }
    }

    private async Task<FeedFetch> TakeAsync(Uri url, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        switch ((int)response.StatusCode)
        {
            case 304:
                return new FeedFetch.Unchanged();
            case 200:
                break;
            case 429 or >= 500:
                return new FeedFetch.Failed($"the server answered {(int)response.StatusCode}", IsBusy: true, RetryAfter(response.Headers.RetryAfter));
            default:
                return new FeedFetch.Failed($"the server answered {(int)response.StatusCode}");
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (await ReadAsync(body, cancellationToken) is not { } bytes)
        {
            return new FeedFetch.Failed($"it is larger than {FeedLimits.Bytes / (1024 * 1024)} MiB");
        }

        return new FeedFetch.Arrived(
            new FeedPayload { Bytes = bytes, ContentType = Header(response.Content.Headers, "Content-Type"), Url = url, At = _time.GetUtcNow() },
            new FeedValidators(Header(response.Headers, "ETag"), Header(response.Content.Headers, "Last-Modified")));
    }

    private static string? Header(HttpHeaders headers, string name) => headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    /// <summary>Counted as it is unpacked: a small body can become a large one.</summary>
    private static async Task<byte[]?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[BufferLength];
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var length)
        {
            if (whole.Length + length > FeedLimits.Bytes)
            {
                return null;
            }

            whole.Write(buffer, 0, length);
        }

        return whole.ToArray();
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date && date > _time.GetUtcNow() ? date - _time.GetUtcNow() : null);

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await System.Net.Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = _options.AllowPrivate ? addresses : Array.FindAll(addresses, _options.Guard.Allows);
        if (allowed.Length == 0)
        {
            throw new ForbiddenAddressException($"'{host}' leads to no public address");
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
