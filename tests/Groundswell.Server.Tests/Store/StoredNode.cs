using System.Buffers;
using System.Globalization;
using System.Text;
using Groundswell.Catalogue;
using Groundswell.Cluster;
using Groundswell.Detection;
using Groundswell.Publication;
using Groundswell.Server.Hosting;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Server.Ingest;
using Groundswell.Server.Sqlite;
using Groundswell.Server.Tests.StoreModel;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Groundswell.Server.Tests.Store;

/// <summary>A node on a real store, without web and cluster, on a clock that the test sets as it likes.</summary>
internal sealed class StoredNode : IAsyncDisposable
{
    private static readonly ServiceId[] Services = [ServiceId.Parse("acme"), ServiceId.Parse("bolt")];

    private readonly IHost _host;
    private bool _isStopped;

    private StoredNode(IHost host, WallClock clock) => (_host, Clock) = (host, clock);

    public WallClock Clock { get; }

    public IServiceProvider Parts => _host.Services;

    public Node Node => Parts.GetRequiredService<Node>();

    public PublicSnapshot Public => Parts.GetRequiredService<PublicView>().Current;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <exception cref="InvalidDataException">The store must not be started on.</exception>
    public static async Task<StoredNode> StartAsync(string folder, WallClock clock, StoreLock? held = null)
    {
        var app = SymptomId.Parse("app");
        var catalogue = new ServiceCatalogue(
            [.. Services.Select(id => new Service { Id = id, Name = id.ToString(), Category = "mail", Symptoms = [app] })], [new Symptom(app, "App")], [new Category("mail", "Mail")], [], []);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        if (held is not null)
        {
            builder.Services.AddSingleton(held);
        }

        NodeHost.AddNode(builder, new NodeSettings { DataFolder = folder }, new NodeClock(clock), new CurrentCatalogue(catalogue));
        builder.Services.AddSingleton(services => ShardsInProcess.Place(
            services.GetRequiredService<ShardAssignments>(), services.GetRequiredService<IRollups>(), services.GetRequiredService<DetectorOptions>()));
        var host = builder.Build();
        var node = new StoredNode(host, clock);
        try
        {
            await node.Node.StartAsync(Cancelled);
            await node.Node.TickAsync(Cancelled);
            return node;
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }
    }

    /// <summary>Reports of as many people on one service, now; each counts.</summary>
    public async Task ReportAsync(int people, string service = "acme", int minutesAgo = 0)
    {
        var now = Clock.GetUtcNow();
        var intake = Parts.GetRequiredService<ReportIntake>();
        var batch = new ReportBatch(intake.Catalogue, new ReportSender
        {
            ArrivalTime = now.ToUnixTimeMilliseconds(),
            Source = ReportSource.Batch,
            Key = Parts.GetRequiredService<IReporterKeys>().KeyOf(DateOnly.FromDateTime(now.UtcDateTime)),
            Reporter = default,
            IsTrusted = true,
        });
        var lines = Enumerable.Range(0, people).Select(_ => string.Create(
            CultureInfo.InvariantCulture, $$"""{"service":"{{service}}","symptom":"app","reporter":"{{Guid.NewGuid()}}","comment":"it does not load for me","event_time":"{{now.AddMinutes(-minutesAgo):yyyy-MM-ddTHH:mm:ssZ}}"}"""));
        batch.ReadLines(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(string.Join('\n', lines))), isLast: true);
        await intake.SubmitAsync(batch.Reports, Cancelled);
        Assert.All(batch.Reports.ToArray(), report => Assert.Equal(ReportOutcome.Counted, report.Outcome));
    }

    /// <summary>What is counted is with the shards, and a tick has looked at it.</summary>
    public async Task TickAsync()
    {
        await Parts.GetRequiredService<JournalFeed>().DrainAsync(Cancelled);
        await Node.TickAsync(Cancelled);
    }

    /// <summary>Ends as when it is asked to.</summary>
    public async Task StopAsync()
    {
        if (!_isStopped)
        {
            _isStopped = true;
            await Node.StopAsync(Cancelled);
            await ((IAsyncDisposable)_host).DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>All counts of a store that no node uses, by minute.</summary>
    public static async Task<SortedDictionary<int, int>> ReadCountsAsync(string folder)
    {
        using var names = new SqliteNames(StoreLayout.DatabaseOf(folder));
        using var rollups = new SqliteRollups(StoreLayout.DatabaseOf(folder));
        var counts = new SortedDictionary<int, int>();
        foreach (var number in names.List(NameKind.Service).Keys)
        {
            await rollups.ReadBinsAsync(number, 0, int.MaxValue, bin => counts[bin.Minute] = counts.GetValueOrDefault(bin.Minute) + bin.Count, Cancelled);
        }

        return counts;
    }

    /// <summary>What a machine that is cut off leaves on its disk.</summary>
    public static void CopyFolder(string from, string to)
    {
        foreach (var path in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith("-shm", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }
}
