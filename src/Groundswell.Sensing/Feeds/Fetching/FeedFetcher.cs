using System.Net;
using System.Net.Http.Headers;
using Groundswell.Sensing.Outgoing;
using Groundswell.Sensing.Reading;

namespace Groundswell.Sensing.Feeds.Fetching;

/// <summary>
/// Fetches pages over HTTP: asks whether they changed, follows few redirects, and takes neither too much nor too long. Each
/// address is checked when it is connected to, so that no name can resolve to one thing for the check and to another for the use.
/// </summary>
public sealed class FeedFetcher : IDisposable
{
    private const int BufferLength = 64 * 1024;

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
        var handler = GuardedHttp.NewHandler(ResolveAsync, (_, address) => options.AllowPrivate || options.Guard.Allows(address));
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        _client = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent.For(options.Contact));
        _client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
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

    private async Task<FeedFetch> FollowAsync(Uri url, FeedValidators validators, CancellationToken cancellationToken)
    {
        for (var hop = 0; ; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            AddValidators(request, validators);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            switch (Redirect.Of(response, url))
            {
                case null:
                    return await TakeAsync(url, response, cancellationToken);
                case Redirect.Nowhere nowhere:
                    return new FeedFetch.Failed($"it redirects {nowhere.Reason}");
                case Redirect.To when hop >= _options.MostRedirects:
                    return new FeedFetch.Failed($"it redirects more than {_options.MostRedirects} times");
                case Redirect.To to:
                    url = to.Url;
                    break;
            }
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
        if (await ReadAsync(body, cancellationToken) is not { } packed || ContentCodings.Unpack(packed, ContentCodings.Of(response), isCut: false, FeedLimits.Bytes) is not { IsCut: false } unpacked)
        {
            return new FeedFetch.Failed($"it is larger than {FeedLimits.Bytes / (1024 * 1024)} MiB");
        }

        if (unpacked.Fault is { } fault)
        {
            return new FeedFetch.Failed($"it {fault}");
        }

        return new FeedFetch.Arrived(
            new FeedPayload { Bytes = unpacked.Octets, ContentType = Header(response.Content.Headers, "Content-Type"), Url = url, At = _time.GetUtcNow() },
            new FeedValidators(Header(response.Headers, "ETag"), Header(response.Content.Headers, "Last-Modified")));
    }

    private static string? Header(HttpHeaders headers, string name) => headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    /// <summary>As it came; null where that is too much. It is counted again as it is unpacked, as a small body can become a large one.</summary>
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

    private static async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        await System.Net.Dns.GetHostAddressesAsync(host, cancellationToken);
}
