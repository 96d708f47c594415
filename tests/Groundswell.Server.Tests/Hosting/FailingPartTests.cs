using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Groundswell.Server.Hosting;
using Groundswell.Server.Sqlite;
using Groundswell.Server.Tests.Ingest;
using Groundswell.Signals;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Tests.Hosting;

/// <summary>A part of a node that fails says so, by name and with the reason, and so does one that works again.</summary>
public sealed class FailingPartTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ServingNode? _node;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ServingNode Node => _node ?? throw new InvalidOperationException("The node was not started.");

    private ObservationFollower Observations => Node.Services.GetRequiredService<ObservationFollower>();

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
    public async Task A_store_that_refuses_what_suppliers_say_is_named_in_readyz_and_in_the_metrics_until_it_takes_it()
    {
        Alter("CREATE TRIGGER refuse BEFORE INSERT ON notices BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
        Observations.Submit([Say("API")]);
        await TickAsync();

        var (status, troubles, _) = await AskAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("The disk refuses what probes and suppliers say: ", Assert.Single(troubles), StringComparison.Ordinal);
        Assert.Contains("the disk is full", troubles[0], StringComparison.Ordinal);
        Assert.Equal(["observations"], FailingByMetrics());

        Alter("DROP TRIGGER refuse");
        await TickAsync();
        (status, troubles, _) = await AskAsync();
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Empty(troubles);
        Assert.Empty(FailingByMetrics());
        Assert.Equal(1L, Count("SELECT count(*) FROM notices"));
    }

    [Fact]
    public async Task Of_more_notices_than_may_wait_the_newest_are_kept_and_the_loss_is_told()
    {
        const int Most = 200_000;
        Observations.Submit([.. Enumerable.Range(0, Most + 5).Select(n => Say($"part {n}"))]);
        Assert.Equal(5, Observations.Dropped);
        Assert.Equal(Most, Observations.Waiting);
        await TickAsync();

        var (status, _, warnings) = await AskAsync();
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(warnings, w => w.StartsWith("5 things that probes and suppliers said were dropped", StringComparison.Ordinal));
        Assert.Contains(Observations.Notices.Threads, t => t.Latest.Named == $"part {Most + 4}");
        Assert.DoesNotContain(Observations.Notices.Threads, t => t.Latest.Named == "part 4");
    }

    [Fact]
    public async Task Every_part_of_the_node_has_a_figure()
    {
        var failing = await ReadMetricsAsync("groundswell_node_failing");

        Assert.All(
            (string[])["journal", "reporter_keys", "shards", "counts", "incidents", "causes", "observations"],
            part => Assert.Contains($"part=\"{part}\"", failing, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disk_that_refuses_a_new_days_key_refuses_reports_with_503_and_is_told()
    {
        Alter("DELETE FROM reporter_keys; CREATE TRIGGER refuse BEFORE INSERT ON reporter_keys BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");
        foreach (var (path, type) in ((string, string)[])[("/api/v1/reports", "application/json"), ("/api/v1/reports/batch", "application/x-ndjson")])
        {
            using var report = new StringContent("""{"service":"acme","symptom":"app"}""", System.Text.Encoding.UTF8, type);
            using var response = await Node.Client.PostAsync(new Uri(path, UriKind.Relative), report, Cancelled);

            await ProblemAnswer.ReadAsync(response, HttpStatusCode.ServiceUnavailable);
            Assert.NotNull(response.Headers.RetryAfter);
        }

        Assert.Contains((await AskAsync()).Troubles, t => t.StartsWith("The disk refuses the day's reporter key", StringComparison.Ordinal));
        Alter("DROP TRIGGER refuse");
    }

    private static Notice Say(string named) => new()
    {
        Provider = "examplia",
        Named = named,
        State = NoticeState.Degraded,
        Incident = "i1",
        PostedAt = ServingNode.Noon,
        RevisedAt = ServingNode.Noon,
        SeenAt = ServingNode.Noon,
    };

    private Task<NodeTick> TickAsync() => Node.Services.GetRequiredService<Node>().TickAsync(Cancelled);

    private async Task<(HttpStatusCode Status, IReadOnlyList<string> Troubles, IReadOnlyList<string> Warnings)> AskAsync()
    {
        using var response = await Node.Client.GetAsync(new Uri("/readyz", UriKind.Relative), Cancelled);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        return (response.StatusCode, Texts("troubles"), Texts("warnings"));

        IReadOnlyList<string> Texts(string name) => [.. json.RootElement.GetProperty(name).EnumerateArray().Select(t => t.GetString()!)];
    }

    private async Task<string> ReadMetricsAsync(string name)
    {
        var text = await Node.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancelled);
        return string.Join('\n', text.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal)));
    }

    /// <summary>Of this node alone: other nodes of the process have the same figures.</summary>
    private List<string> FailingByMetrics()
    {
        var failing = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "groundswell.node.failing" && ReferenceEquals(instrument.Meter.Scope, Node.Services.GetRequiredService<IMeterFactory>()))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (value != 0)
            {
                failing.Add((string)tags[0].Value!);
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return failing;
    }

    private void Alter(string sql)
    {
        using var file = SqliteFile.Open(_folder.File("groundswell.db"), "");
        file.Execute(sql);
    }

    private long Count(string sql)
    {
        using var file = SqliteFile.Open(_folder.File("groundswell.db"), "");
        using var row = file.Prepare(sql);
        row.Read();
        return row.Int64(0);
    }
}
