using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Groundswell.Publication;
using Groundswell.Server.Hosting;
using Groundswell.Server.Tests.Ingest;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Tests.Hosting;

/// <summary>What a node tells those who watch over it.</summary>
public sealed class NodeSignsTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ServingNode? _node;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ServingNode Node => _node ?? throw new InvalidOperationException("The node was not started.");

    public async ValueTask InitializeAsync() => _node = await ServingNode.StartAsync(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Its_metrics_are_text_for_Prometheus_and_count_reports_by_outcome()
    {
        // Other nodes may run beside this one, and the meters of a process are read together: so many reports none of them takes.
        var lines = Enumerable.Range(0, 5000).Select(n => $$"""{"service":"acme","symptom":"app","reporter":"{{n}}"}""").ToList();
        using var batch = new StringContent(string.Join('\n', [.. lines, .. lines, .. Enumerable.Repeat("{}", 5000)]), Encoding.UTF8, "application/x-ndjson");
        using var taken = await Node.Client.PostAsync(new Uri("/api/v1/reports/batch", UriKind.Relative), batch, Cancelled);

        using var response = await Node.Client.GetAsync(new Uri("/metrics", UriKind.Relative), Cancelled);

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(response.Content.Headers.ContentType!.Parameters, p => p is { Name: "version", Value: "0.0.4" });
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.InRange(Value(text, "groundswell_ingest_reports_total", "outcome=\"counted\""), 5000, double.MaxValue);
        Assert.InRange(Value(text, "groundswell_ingest_reports_total", "outcome=\"repeated\""), 5000, double.MaxValue);
        Assert.InRange(Value(text, "groundswell_ingest_invalid_total", ""), 5000, double.MaxValue);
    }

    [Fact]
    public async Task It_is_healthy_as_long_as_it_answers_and_ready_as_long_as_it_detects()
    {
        var (health, _) = await AskAsync("/healthz");
        var (ready, none) = await AskAsync("/readyz");
        Node.Services.GetRequiredService<NodeHealth>().Note(ServingNode.Noon.AddMinutes(-3));
        var (stillHealthy, _) = await AskAsync("/healthz");
        var (unready, troubles) = await AskAsync("/readyz");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (health, ready));
        Assert.Empty(none);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (stillHealthy, unready));
        Assert.Equal("Detection has not run since 2025-10-20 11:57:00Z.", Assert.Single(troubles));
    }

    [Fact]
    public async Task It_is_degraded_where_reports_may_not_reach_it()
    {
        var view = Node.Services.GetRequiredService<PublicView>();
        view.Publish(view.Current with { Version = view.Current.Version + 1, QuietIntake = new QuietIntake(31, 40, view.Current.At.AddMinutes(-20)) });

        using var response = await Node.Client.GetAsync(new Uri("/readyz", UriKind.Relative), Cancelled);

        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal((HttpStatusCode.OK, "degraded"), (response.StatusCode, json.RootElement.GetProperty("status").GetString()));
        Assert.Equal("Reports of 31 of 40 services that are heard all the time are fewer than was ever usual since 11:40: this node’s intake may be broken.", Assert.Single(json.RootElement.GetProperty("warnings").EnumerateArray()).GetString());
    }

    private static double Value(string metrics, string name, string label) => metrics.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.IndexOf('}', StringComparison.Ordinal) + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture));

    private async Task<(HttpStatusCode Status, IReadOnlyList<string?> Troubles)> AskAsync(string path)
    {
        using var response = await Node.Client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.NoStore);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal(response.IsSuccessStatusCode ? "ok" : "not ready", json.RootElement.GetProperty("status").GetString());
        return (response.StatusCode, [.. json.RootElement.GetProperty("troubles").EnumerateArray().Select(t => t.GetString())]);
    }
}
