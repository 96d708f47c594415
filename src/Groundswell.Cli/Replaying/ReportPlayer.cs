using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Groundswell.Scenarios;
using Groundswell.Server.Replaying;

namespace Groundswell.Cli.Replaying;

/// <summary>Sends a scenario's reports to a node over HTTP when their time has come.</summary>
/// <param name="client">Its base address is the node's.</param>
/// <param name="withTimes">Whether reports say when they happened: right where the node's clock is the scenario's.</param>
internal sealed class ReportPlayer(HttpClient client, bool withTimes)
{
    private const int LinesAtOnce = 20_000;
    private const int Tries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly ReportLines _lines = new();

    public PlayTotals Totals { get; } = new();

    /// <param name="reports">In order of time; may be endless.</param>
    /// <param name="now">The scenario's time.</param>
    /// <param name="progress">Hears of what was sent.</param>
    /// <param name="cancellationToken">Ends the play.</param>
    /// <exception cref="HttpRequestException">The node cannot be reached, or refuses.</exception>
    public async Task PlayAsync(IEnumerable<ScenarioReport> reports, Func<DateTimeOffset> now, ReplayProgress progress, CancellationToken cancellationToken)
    {
        foreach (var report in reports)
        {
            while (report.Time > now() || _lines.Count == LinesAtOnce)
            {
                var isFull = _lines.Count == LinesAtOnce;
                await SendAsync(progress, cancellationToken);
                progress.Report(now());
                if (!isFull)
                {
                    await Task.Delay(Pause, TimeProvider.System, cancellationToken);
                }
            }

            _lines.Add(report, withTimes);
        }

        await SendAsync(progress, cancellationToken);
    }

    private async Task SendAsync(ReplayProgress progress, CancellationToken cancellationToken)
    {
        if (_lines.Count == 0)
        {
            return;
        }

        for (var tries = 1; ; tries++)
        {
            using var content = new ReadOnlyMemoryContent(_lines.Bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            using var answer = await client.PostAsync(new Uri("api/v1/reports/batch", UriKind.Relative), content, cancellationToken);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && tries < Tries)
            {
                // Nothing of it was stored: the same lines are sent again.
                var wait = answer.Headers.RetryAfter?.Delta ?? Pause;
                await Task.Delay(wait < LongestWait ? wait : LongestWait, TimeProvider.System, cancellationToken);
                continue;
            }

            await CountAsync(answer, cancellationToken);
            progress.Add(_lines.Count);
            _lines.Clear();
            return;
        }
    }

    private async Task CountAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        Totals.Sent += _lines.Count;
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode && !text.Contains("\"rejected_lines\"", StringComparison.Ordinal))
        {
            throw new HttpRequestException($"The node answered {(int)answer.StatusCode}: {text}", null, answer.StatusCode);
        }

        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        Totals.Accepted += root.GetProperty("accepted").GetInt64();
        Totals.Counted += root.GetProperty("counted").GetInt64();
        Totals.Rejected += root.GetProperty("rejected_lines").GetInt64();
        if (Totals.FirstRejection is null && root.GetProperty("rejected") is { } rejected && rejected.GetArrayLength() > 0)
        {
            Totals.FirstRejection = $"{rejected[0].GetProperty("field").GetString()}: {rejected[0].GetProperty("reason").GetString()}";
        }
    }
}
