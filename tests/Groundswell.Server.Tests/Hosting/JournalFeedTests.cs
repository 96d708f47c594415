using System.Text;
using Groundswell.Catalogue;
using Groundswell.Cluster;
using Groundswell.Publication;
using Groundswell.Server.Hosting;
using Groundswell.Server.Tests.Ingest;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Tests.Hosting;

public sealed class JournalFeedTests : IDisposable
{
    private static readonly ServiceId Acme = ServiceId.Parse("acme");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_shard_that_lost_what_it_had_is_loaded_anew_with_the_next_reports_and_counts_each_once()
    {
        await using var node = await ServingNode.StartAsync(_folder.Path);
        await ReportAsync(node, "acme", "a", "b", "c");
        await ReportAsync(node, "bolt", "a");

        // As after a crash of the shard's owner: what was not stored is gone.
        await node.Services.GetRequiredService<PlacedShards>().LoadAsync(Placement.ShardOf(Acme), ServingNode.Noon);
        await ReportAsync(node, "acme", "d");

        Assert.Equal(4, await CountAsync(node, "acme"));
        Assert.Equal(1, await CountAsync(node, "bolt"));
    }

    [Fact]
    public async Task A_shard_that_is_loaded_anew_does_not_count_again_what_was_stored()
    {
        await using (var stopped = await ServingNode.StartAsync(_folder.Path))
        {
            await ReportAsync(stopped, "acme", "a", "b", "c");
        }

        await using var node = await ServingNode.StartAsync(_folder.Path);
        await node.Services.GetRequiredService<PlacedShards>().LoadAsync(Placement.ShardOf(Acme), ServingNode.Noon);
        await ReportAsync(node, "acme", "d");

        Assert.Equal(4, await CountAsync(node, "acme"));
    }

    [Fact]
    public async Task Loading_all_shards_again_changes_no_count()
    {
        await using var node = await ServingNode.StartAsync(_folder.Path);
        await ReportAsync(node, "acme", "a", "b", "c");
        var feed = node.Services.GetRequiredService<JournalFeed>();

        await feed.LoadAsync(Cancelled);
        await ReportAsync(node, "acme", "d");
        await feed.LoadAsync(Cancelled);

        Assert.Equal(4, await CountAsync(node, "acme"));
        Assert.Equal(4, feed.Delivered);
    }

    private static async Task ReportAsync(ServingNode node, string service, params string[] people)
    {
        using var lines = new StringContent(
            string.Join('\n', people.Select(p => $$"""{"service":"{{service}}","symptom":"app","reporter":"{{p}}"}""")), Encoding.UTF8, "application/x-ndjson");
        using var response = await node.Client.PostAsync(new Uri("/api/v1/reports/batch", UriKind.Relative), lines, Cancelled);
        Assert.Equal(people.Length, (await BatchAnswer.ReadAsync(response)).Counted);
        await node.Services.GetRequiredService<JournalFeed>().DrainAsync(Cancelled);
    }

    private static async Task<int> CountAsync(ServingNode node, string service) =>
        (await node.Services.GetRequiredService<IPublicView>().DescribeServiceAsync(ServiceId.Parse(service), Cancelled))!.Day.Reports.Sum();
}
