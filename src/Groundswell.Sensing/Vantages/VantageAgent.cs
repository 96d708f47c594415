using System.Net;
using System.Text;
using System.Text.Json;
using Groundswell.Sensing.Probes;
using Groundswell.Sensing.Probes.Scheduling;
using Groundswell.Signals;
using Microsoft.Extensions.Logging;

namespace Groundswell.Sensing.Vantages;

/// <summary>
/// A vantage: fetches its plan from the node, runs it, and sends what it sees in batches. A batch is on disk before it is sent, and leaves it
/// when the node has it. A result bears the time of the node's clock, however wrong the machine's own is.
/// </summary>
public sealed partial class VantageAgent : IProbeSink, IDisposable
{
    /// <summary>Results of a batch: however long their details, it stays below what a node takes.</summary>
    private const int BatchSize = 2_000;

    private static readonly TimeSpan StandingEvery = TimeSpan.FromHours(1);

    // Whoever ends a process waits for two seconds at the least.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly AgentOptions _options;
    private readonly TimeProvider _own;
    private readonly NodeTime _time;
    private readonly NodeLink _link;
    private readonly PlanFile _planFile;
    private readonly ResultSpool _spool;
    private readonly ILogger<VantageAgent> _logger;
    private readonly ILogger<ProbeScheduler> _schedulerLogger;
    private string? _planTag;
    private long _attempted;
    private long _sent;
    private long _refused;
    private bool _isDiskRefusing;

    /// <exception cref="IOException">The folder cannot be used; another agent may run on it.</exception>
    public VantageAgent(AgentOptions options, HttpMessageHandler handler, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        (_options, _own, _time) = (options, time, new NodeTime(time));
        (_logger, _schedulerLogger) = (loggers.CreateLogger<VantageAgent>(), loggers.CreateLogger<ProbeScheduler>());
        _spool = new ResultSpool(options.Folder, options.MostBatches, options.MostBytes, time.GetUtcNow());
        _planFile = new PlanFile(options.Folder);
        _link = new NodeLink(options, handler, _time, _logger);

        // Of what an earlier run left, only the oldest may have been under way.
        _attempted = _spool.Peek()?.Sequence ?? 0;
    }

    public AgentCounts Counts => new(Interlocked.Read(ref _sent), _spool.Count, _spool.Dropped + Interlocked.Read(ref _refused));

    /// <summary>Runs until it is told to stop; what was seen until then is with the node or on disk.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var runner = new ProbeRunner(_options.Probing with { Vantage = _options.Token.Vantage }, _time);
        var scheduler = new ProbeScheduler(
            [],
            runner,
            this,
            new ProbeSchedulerOptions { Seed = _options.Token.Vantage.ToString(), BatchSize = BatchSize, BatchWait = _options.SendEvery },
            _time,
            _schedulerLogger);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var probing = Task.CompletedTask;
        try
        {
            if (!await FetchPlanAsync(scheduler, cancellationToken) && _planFile.Read() is { } kept)
            {
                Log.Kept(_logger);
                Follow(scheduler, kept);
            }

            probing = scheduler.RunAsync(stopping.Token);
            await TalkAsync(scheduler, probing, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is no failure.
        }
        finally
        {
            await stopping.CancelAsync();
            await probing;
        }

        await SendLastAsync();
        var counts = Counts;
        Log.Stopped(_logger, counts.Sent, counts.Waiting, counts.Dropped);
    }

    /// <summary>Keeps what probes saw.</summary>
    public Task TakeAsync(IReadOnlyList<ProbeResult> results, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(results);
        var before = _spool.Dropped;
        _spool.Add(VantageLists.Pack(VantageLists.WriteResults(results)), _time.IsKnown);
        if (before == 0 && _spool.Dropped > 0)
        {
            Log.Dropping(_logger);
        }

        var refusal = _spool.Refusal;
        if (refusal is not null && !_isDiskRefusing)
        {
            Log.Disk(_logger, refusal);
        }

        _isDiskRefusing = refusal is not null;

        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _link.Dispose();
        _spool.Dispose();
    }

    private async Task TalkAsync(ProbeScheduler scheduler, Task probing, CancellationToken cancellationToken)
    {
        var (asked, told) = (_own.GetTimestamp(), _own.GetTimestamp());
        var isPlanKnown = _planTag is not null;
        while (!probing.IsCompleted)
        {
            if (!isPlanKnown || _own.GetElapsedTime(asked) >= _options.PlanEvery)
            {
                asked = _own.GetTimestamp();
                isPlanKnown = await FetchPlanAsync(scheduler, cancellationToken);
            }

            while (_own.GetElapsedTime(asked) < _options.PlanEvery && await SendNextAsync(cancellationToken))
            {
                // The loop's condition is the work; a long backlog does not keep a new plan away.
            }

            if (_own.GetElapsedTime(told) >= StandingEvery)
            {
                told = _own.GetTimestamp();
                var counts = Counts;
                Log.Standing(_logger, counts.Sent, counts.Waiting, counts.Dropped, scheduler.Counts.Configured);
            }

            await Task.Delay(_link.Pause, _own, cancellationToken);
        }
    }

    /// <returns>Whether the node said what the plan is, or that it is as before.</returns>
    private async Task<bool> FetchPlanAsync(ProbeScheduler scheduler, CancellationToken cancellationToken)
    {
        var reply = await _link.AskAsync(HttpMethod.Get, VantageRequest.PlanPath, 0, [], _planTag, cancellationToken);
        if (reply?.Status == HttpStatusCode.OK && Follow(scheduler, reply.Body))
        {
            _planTag = reply.Tag;
            _planFile.Write(reply.Body);
        }

        return reply?.Status is HttpStatusCode.OK or HttpStatusCode.NotModified;
    }

    private bool Follow(ProbeScheduler scheduler, byte[] text)
    {
        if (!VantageLists.TryReadPlan(text, out var plan, out var fault))
        {
            Log.BadPlan(_logger, fault);
            return false;
        }

        scheduler.Replace(plan.Probes);
        Log.Planned(_logger, plan.Probes.Count, scheduler.Unavailable.Count, plan.Faults.Count);
        foreach (var why in scheduler.Unavailable.GroupBy(u => u.Reason, StringComparer.Ordinal))
        {
            Log.Unavailable(_logger, why.Count(), why.Key);
        }

        if (plan.Faults is [var first, ..])
        {
            Log.LeftOut(_logger, plan.Faults.Count, first.Place, first.Field, first.Reason);
        }

        return true;
    }

    /// <returns>Whether the oldest batch is done with, so that the next can go.</returns>
    private async Task<bool> SendNextAsync(CancellationToken cancellationToken)
    {
        if (_spool.Peek() is not { } batch || !(batch.IsCorrected || _time.IsKnown))
        {
            return false;
        }

        var isFirst = batch.Sequence > _attempted;
        _attempted = Math.Max(_attempted, batch.Sequence);
        var body = batch.IsCorrected ? batch.Bytes : Correct(batch.Bytes);
        var reply = await _link.AskAsync(HttpMethod.Post, VantageRequest.ResultsPath, batch.Sequence, body, null, cancellationToken);
        switch (reply?.Status)
        {
            case HttpStatusCode.OK:
                Interlocked.Add(ref _sent, ReadNumber(reply.Body, "taken"));
                _spool.Remove(batch.Sequence);
                return true;
            case HttpStatusCode.Conflict when isFirst:
                // It never left here, so it is its number that was used: by another agent, or by this one before its folder was lost.
                Log.NumberUsed(_logger, batch.Sequence);
                return _spool.TryRenumber(ReadNumber(reply.Body, "last"));
            case HttpStatusCode.Conflict:
                _spool.Remove(batch.Sequence); // it has it, and its answer was lost
                return true;
            case HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.RequestEntityTooLarge:
                // Sent again it would be refused again.
                Log.Refused(_logger, batch.Sequence, Encoding.UTF8.GetString(reply.Body));
                Interlocked.Increment(ref _refused);
                _spool.Remove(batch.Sequence);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Puts the node's time in the place of the machine's own.</summary>
    private byte[] Correct(byte[] packed)
    {
        var ahead = _time.Ahead;
        return VantageLists.Unpack(packed) is { } text && VantageLists.TryReadResults(text, out var batch, out _)
            ? VantageLists.Pack(VantageLists.WriteResults([.. batch.Results.Select(r => r with { At = r.At + ahead })]))
            : packed;
    }

    private async Task SendLastAsync()
    {
        using var limit = new CancellationTokenSource(LastWords, _own);
        try
        {
            while (await SendNextAsync(limit.Token))
            {
                // The loop's condition is the work.
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // The rest waits for the next start.
        }
    }

    private static long ReadNumber(byte[] body, string name)
    {
        using var json = JsonDocument.Parse(body); // signed by the node
        return json.RootElement.TryGetProperty(name, out var number) && number.TryGetInt64(out var value) ? value : 0;
    }
}
