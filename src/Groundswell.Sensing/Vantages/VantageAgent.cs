using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Groundswell.Sensing.Probes;
using Groundswell.Sensing.Probes.Scheduling;
using Groundswell.Signals;
using Microsoft.Extensions.Logging;

namespace Groundswell.Sensing.Vantages;

/// <summary>
/// A vantage: fetches its plan from the node, runs it, and sends what it sees in batches. While the node is away batches wait on disk.
/// A result bears the time of the node's clock, however wrong the machine's own is.
/// </summary>
public sealed partial class VantageAgent(AgentOptions options, HttpMessageHandler handler, TimeProvider time, ILoggerFactory loggers) : IProbeSink
{
    private const int LargestPlan = 64 << 20;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly ILogger<VantageAgent> _logger = loggers.CreateLogger<VantageAgent>();
    private readonly ConcurrentQueue<ProbeResult> _gathered = [];
    private EntityTagHeaderValue? _planTag;
    private TimeSpan _ahead; // of the node's clock before ours
    private int _failures;

    /// <summary>Whether the last word to the node got through.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>Runs until it is told to stop; what was seen until then is on disk or with the node.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient(handler, disposeHandler: false) { BaseAddress = options.Server, Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = LargestPlan };
        var spool = new ResultSpool(options.Folder, options.MostBatches, time.GetUtcNow());
        await using var runner = new ProbeRunner(options.Probing with { Vantage = options.Token.Vantage }, time);
        var scheduler = new ProbeScheduler([], runner, this, new ProbeSchedulerOptions { Seed = options.Token.Vantage.ToString() }, time, loggers.CreateLogger<ProbeScheduler>());
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var probing = scheduler.RunAsync(stopping.Token);
        try
        {
            var planned = DateTimeOffset.MinValue;
            while (!probing.IsCompleted)
            {
                if (time.GetUtcNow() - planned >= options.PlanEvery)
                {
                    planned = await PlanAsync(client, scheduler, cancellationToken) ? time.GetUtcNow() : DateTimeOffset.MinValue;
                }

                Gather(spool);
                await SendAsync(client, spool, cancellationToken);
                await Task.Delay(Pause(), time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is no failure.
        }
        finally
        {
            await stopping.CancelAsync();
            await probing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            Gather(spool);
        }

        if (!cancellationToken.IsCancellationRequested)
        {
            await probing;
        }
    }

    public Task TakeAsync(IReadOnlyList<ProbeResult> results, CancellationToken cancellationToken)
    {
        foreach (var result in results)
        {
            _gathered.Enqueue(result with { At = result.At + _ahead });
        }

        return Task.CompletedTask;
    }

    private void Gather(ResultSpool spool)
    {
        while (!_gathered.IsEmpty)
        {
            var batch = new List<ProbeResult>();
            while (batch.Count < VantageJson.MostResults && _gathered.TryDequeue(out var result))
            {
                batch.Add(result);
            }

            spool.Add(VantageJson.WriteResults(batch));
        }
    }

    /// <returns>Whether the node said what the plan is, or that it is as before.</returns>
    private async Task<bool> PlanAsync(HttpClient client, ProbeScheduler scheduler, CancellationToken cancellationToken)
    {
        using var request = Sign(HttpMethod.Get, VantageRequest.PlanPath, 0, []);
        if (_planTag is not null)
        {
            request.Headers.IfNoneMatch.Add(_planTag);
        }

        using var answer = await AskAsync(client, request, cancellationToken);
        if (answer is not { StatusCode: HttpStatusCode.OK })
        {
            return answer?.StatusCode == HttpStatusCode.NotModified;
        }

        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!VantageJson.TryReadPlan(bytes, out var plan, out var fault))
        {
            Log.BadPlan(_logger, fault);
            return true; // asked again at once it would be no better
        }

        _planTag = answer.Headers.ETag;
        scheduler.Replace(plan.Probes);
        Log.Planned(_logger, plan.Probes.Count, scheduler.Unavailable.Count);
        return true;
    }

    private async Task SendAsync(HttpClient client, ResultSpool spool, CancellationToken cancellationToken)
    {
        while (spool.Peek() is var (sequence, batch))
        {
            using var request = Sign(HttpMethod.Post, VantageRequest.ResultsPath, sequence, batch);
            request.Content = new ByteArrayContent(batch) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var answer = await AskAsync(client, request, cancellationToken);
            switch (answer?.StatusCode)
            {
                case HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.Conflict: // it has it already
                    spool.Remove(sequence);
                    break;
                case HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.RequestEntityTooLarge:
                    // Sent again it would be refused again.
                    Log.Refused(_logger, sequence, await answer.Content.ReadAsStringAsync(cancellationToken));
                    spool.Remove(sequence);
                    break;
                default:
                    return;
            }
        }
    }

    private HttpRequestMessage Sign(HttpMethod method, string path, long sequence, byte[] body)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds((time.GetUtcNow() + _ahead).ToUnixTimeMilliseconds());
        var signed = new VantageRequest(method.Method, path, options.Token.Vantage, at, sequence, body);
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Add(VantageRequest.VantageHeader, options.Token.Vantage.ToString());
        request.Headers.Add(VantageRequest.TimeHeader, at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(VantageRequest.SequenceHeader, sequence.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(VantageRequest.SignatureHeader, options.Token.Sign(signed));
        return request;
    }

    /// <returns>Null where the node cannot be reached.</returns>
    private async Task<HttpResponseMessage?> AskAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.SendAsync(request, cancellationToken);
            Correct(answer);
            Connected((int)answer.StatusCode < 500 && answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests), $"it answers {(int)answer.StatusCode}");
            return answer;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Connected(false, exception.Message);
            return null;
        }
    }

    // Every answer tells the node's clock; a signature by a wrong one would be refused.
    private void Correct(HttpResponseMessage answer)
    {
        if (answer.Headers.TryGetValues(VantageRequest.TimeHeader, out var values)
            && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            _ahead = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) - time.GetUtcNow();
        }
    }

    private void Connected(bool isConnected, string reason)
    {
        _failures = isConnected ? 0 : _failures + 1;
        if (isConnected != IsConnected || _failures == 1)
        {
            if (isConnected)
            {
                Log.Connected(_logger, options.Server);
            }
            else
            {
                Log.Away(_logger, options.Server, reason);
            }
        }

        IsConnected = isConnected;
    }

    // Twice as long after each failure, and not all agents at once.
    private TimeSpan Pause()
    {
        if (_failures == 0)
        {
            return options.SendEvery;
        }

        var longest = Math.Min(LongestPause.TotalSeconds, options.SendEvery.TotalSeconds * Math.Pow(2, Math.Min(_failures, 10)));
        return TimeSpan.FromSeconds(longest * (0.5 + (0.5 * (StableHash.Of(options.Token.Vantage.ToString()) % 1000 / 1000.0))));
    }

    private static partial class Log
    {
        [LoggerMessage(2110, LogLevel.Information, "Connected to {Server}")]
        public static partial void Connected(ILogger logger, Uri server);

        [LoggerMessage(2111, LogLevel.Warning, "{Server} cannot be reached, results wait on disk: {Reason}")]
        public static partial void Away(ILogger logger, Uri server, string reason);

        [LoggerMessage(2112, LogLevel.Information, "{Probes} probes are planned; {Unavailable} cannot run on this machine")]
        public static partial void Planned(ILogger logger, int probes, int unavailable);

        [LoggerMessage(2113, LogLevel.Error, "The plan cannot be read, the old one stays: {Fault}")]
        public static partial void BadPlan(ILogger logger, string fault);

        [LoggerMessage(2114, LogLevel.Error, "The node refuses batch {Sequence}, which is dropped: {Answer}")]
        public static partial void Refused(ILogger logger, long sequence, string answer);
    }
}
