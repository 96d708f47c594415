using System.Buffers;
using System.Text;
using Groundswell.Catalogue;
using Groundswell.Cluster;
using Groundswell.Publication;
using Groundswell.Server.Hosting;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Server.Ingest;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Groundswell.Server.Tests.Hosting;

/// <summary>A shard that refuses what it is told costs no report, no count and no sender's time.</summary>
public sealed class RefusingShardTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 10, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>More than the journal keeps for a reader that is behind.</summary>
    private const int ManyGroups = 100;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly Refusal _refusal = new();
    private IHost? _host;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Node Node => _host!.Services.GetRequiredService<Node>();

    private NodeHealth Health => _host!.Services.GetRequiredService<NodeHealth>();

    private JournalFeed Feed => _host!.Services.GetRequiredService<JournalFeed>();

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync(CancellationToken.None);
            _host.Dispose();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Reports_are_still_taken_and_the_node_says_that_it_does_not_count_them()
    {
        await StartAsync();
        await RefuseOneAsync();

        await ReportAsync("acme", ManyGroups);

        Assert.True(Feed.IsFailing);
        Assert.Contains(Health.FindTroubles(), t => t.Contains("not counted", StringComparison.Ordinal));
        await Assert.ThrowsAsync<RefusedException>(() => Node.TickAsync(Cancelled));
        await StopAsync();
    }

    [Fact]
    public async Task The_next_tick_after_it_counts_every_report_once_at_the_shards_that_took_them_and_at_those_that_did_not()
    {
        await StartAsync();
        await ReportAsync("acme", 3);
        await ReportAsync("bolt", 2);
        await RefuseOneAsync();
        await ReportAsync("bolt", ManyGroups);

        _refusal.End();
        await Node.TickAsync(Cancelled);
        await ReportAsync("acme", 1);
        await Node.DrainAsync(Cancelled);
        await Node.TickAsync(Cancelled);

        Assert.False(Feed.IsFailing);
        Assert.Empty(Health.FindTroubles());
        Assert.Equal(5, await CountAsync("acme"));
        Assert.Equal(2 + ManyGroups, await CountAsync("bolt"));
        await StopAsync();
    }

    [Fact]
    public async Task Who_waits_for_the_counts_is_told_of_the_refusal()
    {
        await StartAsync();
        _refusal.Begin(Placement.ShardOf(ServiceId.Parse("acme")));
        await ReportAsync("acme", 1);

        await Assert.ThrowsAsync<RefusedException>(() => Node.DrainAsync(Cancelled));
        await StopAsync();
    }

    [Fact]
    public async Task A_node_that_cannot_count_stops_all_the_same_and_the_next_start_counts()
    {
        await StartAsync();
        await RefuseOneAsync();
        await ReportAsync("acme", ManyGroups);
        await StopAsync();

        _refusal.End();
        await StartAsync();
        await Node.TickAsync(Cancelled);

        Assert.Equal(1 + ManyGroups, await CountAsync("acme"));
        await StopAsync();
    }

    private async Task StartAsync()
    {
        var app = SymptomId.Parse("app");
        var services = from name in (string[])["acme", "bolt"]
                       select new Service { Id = ServiceId.Parse(name), Name = name, Category = "mail", Symptoms = [app] };
        var catalogue = new ServiceCatalogue([.. services], [new Symptom(app, "App")], [new Category("mail", "Mail")], [], []);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        NodeHost.AddNode(builder, new NodeSettings { DataFolder = _folder.Path }, new NodeClock(_time), new CurrentCatalogue(catalogue));
        builder.Services.AddSingleton<IOutgoingGrainCallFilter>(_refusal);
        _host = builder.Build();
        await _host.StartAsync(Cancelled);
        await Node.StartAsync(Cancelled);
        await Node.TickAsync(Cancelled);
    }

    private async Task StopAsync()
    {
        await Node.StopAsync(Cancelled);
        await _host!.StopAsync(Cancelled);
        _host.Dispose();
        _host = null;
    }

    /// <summary>From here on acme's shard refuses, and the feed has met it with one report on acme.</summary>
    private async Task RefuseOneAsync()
    {
        _refusal.Begin(Placement.ShardOf(ServiceId.Parse("acme")));
        await ReportAsync("acme", 1);
        await _refusal.Met.WaitAsync(Cancelled);
        await Assert.ThrowsAsync<RefusedException>(() => Node.DrainAsync(Cancelled));
    }

    /// <summary>So many reports, each in a group of its own.</summary>
    private async Task ReportAsync(string service, int groups)
    {
        var intake = _host!.Services.GetRequiredService<ReportIntake>();
        for (var i = 0; i < groups; i++)
        {
            var batch = new ReportBatch(intake.Catalogue, new ReportSender
            {
                ArrivalTime = Noon.ToUnixTimeMilliseconds(),
                Source = ReportSource.Batch,
                Key = _host.Services.GetRequiredService<IReporterKeys>().KeyOf(DateOnly.FromDateTime(Noon.UtcDateTime)),
                Reporter = default,
                IsTrusted = true,
            });
            var line = $$"""{"service":"{{service}}","symptom":"app","reporter":"{{Guid.NewGuid():N}}"}""";
            batch.ReadLines(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(line)), isLast: true);
            Assert.Null(batch.FirstError);
            await intake.SubmitAsync(batch.Reports, Cancelled);
        }
    }

    private async Task<int> CountAsync(string service) =>
        (await _host!.Services.GetRequiredService<IPublicView>().DescribeServiceAsync(ServiceId.Parse(service), Cancelled))!.Day.Reports.Sum();

    /// <summary>Lets no group of reports through to one shard.</summary>
    private sealed class Refusal : IOutgoingGrainCallFilter
    {
        private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile int _shard = -1;

        public Task Met => _met.Task;

        public void Begin(int shard) => _shard = shard;

        public void End() => _shard = -1;

        public Task Invoke(IOutgoingGrainCallContext context)
        {
            if (context.MethodName != nameof(PlacedShards.ApplyAsync) || context.TargetId.GetIntegerKey() != _shard)
            {
                return context.Invoke();
            }

            _met.TrySetResult();
            throw new RefusedException();
        }
    }

    private sealed class RefusedException() : Exception("This shard takes nothing.");
}
