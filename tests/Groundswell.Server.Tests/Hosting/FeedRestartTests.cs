using System.Net;
using Groundswell.Catalogue;
using Groundswell.Server.Hosting;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Server.Sqlite;
using Groundswell.Server.Tests.Ingest;
using Groundswell.Signals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Groundswell.Server.Tests.Hosting;

/// <summary>What reads suppliers' pages, stopped and started again on the store on disk, before a page on loopback.</summary>
public sealed class FeedRestartTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2025, 10, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly ComponentId Api = ComponentId.Parse("examplia/global/api");
    private static readonly ComponentId Web = ComponentId.Parse("examplia/global/web");

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Noon);
    private WebApplication? _page;
    private string _says = "[]";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Uri Feed => new(_page!.Urls.Single() + "/api/v2/summary.json");

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _page = builder.Build();
        _page.Run(context => context.Response.WriteAsync(_says, Cancelled));
        await _page.StartAsync(Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await _page!.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_was_told_before_a_restart_is_not_told_again_and_keeps_its_times()
    {
        _says = Incident("identified", "We found it.");
        var before = await ReadOnceAsync(CatalogueWith(Feed));
        var stored = Stored();
        _time.Advance(TimeSpan.FromDays(10));

        var after = await ReadOnceAsync(CatalogueWith(Feed));

        Assert.Equal([Api, Web], before.Select(t => t.Latest.Component!.Value));
        Assert.Equal(before, after);
        Assert.All(after, t => Assert.InRange(t.SeenAt, Noon, Noon.AddMinutes(5)));
        Assert.Equal((2, 2), (stored, Stored()));
    }

    [Fact]
    public async Task What_a_page_says_otherwise_after_a_restart_goes_on_the_same_thread()
    {
        _says = Incident("investigating", "We look.");
        var before = await ReadOnceAsync(CatalogueWith(Feed));
        _time.Advance(TimeSpan.FromHours(1));
        _says = Incident("identified", "We found it.");

        var after = await ReadOnceAsync(CatalogueWith(Feed));

        Assert.Equal(before.Select(t => (t.PostedAt, t.SeenAt)), after.Select(t => (t.PostedAt, t.SeenAt)));
        Assert.All(after, t => Assert.Contains("We found it.", t.Latest.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_ended_while_nobody_read_ends_at_the_first_reading_after_it()
    {
        _says = Incident("identified", "We found it.");
        await ReadOnceAsync(CatalogueWith(Feed));
        _time.Advance(TimeSpan.FromHours(3));
        _says = Calm;

        var after = await ReadOnceAsync(CatalogueWith(Feed));

        Assert.Equal(2, after.Count);
        Assert.All(after, t => Assert.InRange(t.ResolvedAt!.Value, Noon.AddHours(3), Noon.AddHours(3).AddMinutes(6)));
    }

    [Fact]
    public async Task What_stood_on_a_page_that_the_catalogue_no_longer_has_is_forgotten()
    {
        _says = Incident("identified", "We found it.");
        await ReadOnceAsync(CatalogueWith(Feed));

        var follower = new ObservationFollower(Store(out var store), new PlannedProbes(new SensingSettings(), new CurrentCatalogue(ServiceCatalogue.Empty)), NullLogger<ObservationFollower>.Instance);
        using (store)
        {
            await follower.RestoreAsync(_time.GetUtcNow(), CatalogueWith(new Uri("https://elsewhere.example/")), Cancelled);
        }

        Assert.Empty(follower.Notices.Threads);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_shows_what_stood_on_pages_only_if_it_reads_them(bool reads)
    {
        _says = Incident("identified", "We found it.");
        var catalogue = CatalogueWith(Feed);
        await ReadOnceAsync(catalogue);

        await using var node = await ServingNode.StartAsync(_folder.Path, catalogue, new SensingSettings { Feeds = reads }, Noon.AddHours(1));
        var notices = await node.Client.GetStringAsync(new Uri("/api/v1/notices", UriKind.Relative), Cancelled);

        Assert.Equal(reads, notices.Contains("We found it.", StringComparison.Ordinal));
    }

    private const string Calm = """
        {"page":{"id":"p1","name":"Examplia","url":"https://status.examplia.example"},"status":{"indicator":"none","description":"All Systems Operational"},
         "components":[{"id":"c1","name":"API","status":"operational","group":false}],"incidents":[],"scheduled_maintenances":[]}
        """;

    private static string Incident(string status, string words) => $$"""
        {"page":{"id":"p1","name":"Examplia","url":"https://status.examplia.example"},"status":{"indicator":"critical","description":"Major"},
         "components":[{"id":"c1","name":"API","status":"major_outage","group":false}],
         "incidents":[{"id":"i1","name":"API fails","status":"{{status}}","impact":"critical","created_at":"2025-10-20T11:40:00.123456Z","updated_at":"2025-10-20T11:50:00.654321Z",
           "shortlink":"https://stspg.example/i1","components":[{"id":"c1","name":"API","status":"major_outage"}],
           "incident_updates":[{"id":"u1","status":"{{status}}","body":"{{words}}","created_at":"2025-10-20T11:50:00.654321Z"}]}],
         "scheduled_maintenances":[]}
        """;

    private static ServiceCatalogue CatalogueWith(Uri feed)
    {
        var source = new FeedSource { Url = feed, Interval = FeedSource.ShortestInterval, Map = [new FeedRule(FeedMatch.Exact, "api", [Api.ToString(), Web.ToString()])] };
        return new ServiceCatalogue(
            [],
            [],
            [],
            [new Provider { Id = "examplia", Name = "Examplia", Feeds = [source] }],
            [new Component { Id = Api, Name = "API", Kind = ComponentKind.Application }, new Component { Id = Web, Name = "Web", Kind = ComponentKind.Application }]);
    }

    /// <summary>Starts on the store, reads the page, brings what it says to the board, and stops.</summary>
    private async Task<IReadOnlyList<NoticeThread>> ReadOnceAsync(ServiceCatalogue catalogue)
    {
        var settings = new SensingSettings { Feeds = true, AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")] };
        var current = new CurrentCatalogue(catalogue);
        var follower = new ObservationFollower(Store(out var store), new PlannedProbes(new SensingSettings(), new CurrentCatalogue(ServiceCatalogue.Empty)), NullLogger<ObservationFollower>.Instance);
        using (store)
        {
            await follower.RestoreAsync(_time.GetUtcNow(), catalogue, Cancelled);
            using var sensing = new SensingService(settings, new PlannedProbes(settings, current), current, follower, _time, NullLogger<SensingService>.Instance, NullLogger<Sensing.Probes.Scheduling.ProbeScheduler>.Instance);
            await sensing.StartAsync(Cancelled);
            while (sensing.Standing.Feeds is not [{ ReadAt: not null }])
            {
                // The poller sets its timer at its own pace; time goes on until it has rung and the page has come.
                _time.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, Cancelled);
            }

            await sensing.StopAsync(Cancelled);
            await follower.FollowAsync(_time.GetUtcNow(), Cancelled);
            Assert.Null(sensing.Standing.Feeds.Single().Failure);
            return [.. follower.Notices.Threads.OrderBy(t => t.Latest.Component?.ToString(), StringComparer.Ordinal)];
        }
    }

    private SqliteObservations Store(out SqliteObservations store) => store = new SqliteObservations(_folder.File("groundswell.db"));

    private int Stored()
    {
        using var file = SqliteFile.Open(_folder.File("groundswell.db"), "");
        using var rows = file.Prepare("SELECT count(*) FROM notices");
        Assert.True(rows.Read());
        return (int)rows.Int64(0);
    }
}
