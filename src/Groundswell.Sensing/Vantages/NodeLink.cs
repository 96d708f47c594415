using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Groundswell.Sensing.Probes.Scheduling;
using Microsoft.Extensions.Logging;

namespace Groundswell.Sensing.Vantages;

/// <summary>Asks the node, signs what is asked, and takes no answer but the node's own. Each answer tells the node's clock. One caller at a time.</summary>
internal sealed partial class NodeLink : IDisposable
{
    private const int LargestAnswer = 64 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly AgentOptions _options;
    private readonly NodeTime _time;
    private readonly ILogger _logger;
    private readonly HttpClient _client;
    private readonly Random _random;
    private int _failures;
    private bool _isConnected;
    private TimeSpan _asked;

    public NodeLink(AgentOptions options, HttpMessageHandler handler, NodeTime time, ILogger logger)
    {
        (_options, _time, _logger) = (options, time, logger);
        _client = new HttpClient(handler, disposeHandler: false) { Timeout = Patience, MaxResponseContentBufferSize = LargestAnswer };

        // Agents that lost the same node come back apart; an agent's own pauses differ as well.
        _random = new Random((int)(StableHash.Of($"{options.Token.Vantage} {time.GetUtcNow().UtcTicks}") & int.MaxValue));
    }

    /// <summary>How long to wait before the node is asked again.</summary>
    public TimeSpan Pause
    {
        get
        {
            if (_failures == 0 && _asked == TimeSpan.Zero)
            {
                return _options.SendEvery;
            }

            var longest = Math.Min(LongestPause.TotalSeconds, _options.SendEvery.TotalSeconds * Math.Pow(2, Math.Min(_failures, 16)));
            var asked = Math.Min(LongestPause.TotalSeconds, _asked.TotalSeconds);
            return TimeSpan.FromSeconds(Math.Max(asked, longest / 2) + (_random.NextDouble() * longest / 2));
        }
    }

    /// <returns>Null where the node was not reached, or what answered is not the node.</returns>
    public async Task<NodeReply?> AskAsync(HttpMethod method, string path, long sequence, byte[] body, string? tag, CancellationToken cancellationToken)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
        var signature = _options.Token.Sign(new VantageRequest(method.Method, path, _options.Token.Vantage, at, sequence, body));
        using var request = new HttpRequestMessage(method, new Uri(_options.Server.GetLeftPart(UriPartial.Path).TrimEnd('/') + path));
        request.Headers.Add(VantageRequest.VantageHeader, _options.Token.Vantage.ToString());
        request.Headers.Add(VantageRequest.TimeHeader, at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(VantageRequest.SequenceHeader, sequence.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(VantageRequest.SignatureHeader, signature);
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        if (method == HttpMethod.Post)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json"), ContentEncoding = { "gzip" } } };
        }

        try
        {
            var sent = _time.GetTimestamp();
            using var answer = await _client.SendAsync(request, cancellationToken);
            return Accept(answer, await answer.Content.ReadAsByteArrayAsync(cancellationToken), signature, _time.GetElapsedTime(sent));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Fail(exception is OperationCanceledException ? $"no answer within {Patience.TotalSeconds:0} s" : exception.Message);
            return null;
        }
    }

    public void Dispose() => _client.Dispose();

    private NodeReply? Accept(HttpResponseMessage answer, byte[] body, string requestSignature, TimeSpan took)
    {
        var tag = answer.Headers.ETag?.ToString() ?? "";
        if (!long.TryParse(Find(answer, VantageRequest.TimeHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            || DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) is var said
            && !_options.Token.Verifies(new VantageAnswer((int)answer.StatusCode, said, requestSignature, tag, body), Find(answer, VantageRequest.SignatureHeader)))
        {
            Fail(answer.StatusCode == HttpStatusCode.Unauthorized
                ? "it does not know this token: compare it with vantages.tokens there"
                : string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} came back, and it is not signed by the node"));
            return null;
        }

        _time.Hear(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), took);
        _asked = answer.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests || (int)answer.StatusCode >= 500)
        {
            Fail(string.Create(CultureInfo.InvariantCulture, $"it answers {(int)answer.StatusCode}"));
        }
        else
        {
            Succeed();
        }

        return new NodeReply(answer.StatusCode, tag, body, _asked);
    }

    private static string Find(HttpResponseMessage answer, string header) => answer.Headers.TryGetValues(header, out var values) ? values.First() : "";

    private void Succeed()
    {
        if (!_isConnected)
        {
            Log.Connected(_logger, _options.Server, _time.Ahead.TotalSeconds);
        }

        (_isConnected, _failures) = (true, 0);
    }

    private void Fail(string reason)
    {
        if (_failures++ == 0)
        {
            Log.Away(_logger, _options.Server, reason);
        }

        _isConnected = false;
    }

    private static partial class Log
    {
        [LoggerMessage(2110, LogLevel.Information, "Connected to {Server}, whose clock is {Ahead:0.000} s ahead of ours")]
        public static partial void Connected(ILogger logger, Uri server, double ahead);

        [LoggerMessage(2111, LogLevel.Warning, "{Server} does not take results now, and they wait here: {Reason}")]
        public static partial void Away(ILogger logger, Uri server, string reason);
    }
}
