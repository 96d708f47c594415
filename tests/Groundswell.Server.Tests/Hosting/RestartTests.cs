using System.Text;
using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Publication;
using Groundswell.Server.Hosting;
using Groundswell.Server.Sqlite;
using Groundswell.Server.Tests.Ingest;
using Groundswell.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Tests.Hosting;

/// <summary>A node that is stopped and started again on its store, and a store whose counts are made anew from its journal.</summary>
public sealed class RestartTests : IDisposable
{
    private static readonly DateTimeOffset Noon = ServingNode.Noon;
    private static readonly ServiceId Acme = ServiceId.Parse("acme");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_counted_is_shown_as_before_after_a_restart()
    {
        ServiceDetail before;
        await using (var node = await ServingNode.StartAsync(_folder.Path, Noon))
        {
            await ReportAsync(node, Day);
            before = await DescribeAsync(node);
        }

        await using var again = await ServingNode.StartAsync(_folder.Path, Noon);
        var after = await DescribeAsync(again);

        Assert.Equal(Day.Count, before.Day.Reports.Sum());
        Assert.Equal((before.Day.From, before.Week.From), (after.Day.From, after.Week.From));
        Assert.Equal(before.Day.Reports, after.Day.Reports);
        Assert.Equal(before.Week.Reports, after.Week.Reports);
        Assert.Equal(before.Symptoms, after.Symptoms);
        Assert.Equal(before.Regions, after.Regions);
        Assert.Equal(before.Summary.Sparkline, after.Summary.Sparkline);
    }

    [Fact]
    public async Task Reports_before_and_after_a_restart_land_in_one_bin_however_late_they_come()
    {
        var late = Noon.AddHours(-24).AddMinutes(2);
        await using (var node = await ServingNode.StartAsync(_folder.Path, Noon))
        {
            await ReportAsync(node, [new(late, "first", "GB"), new(Noon, "second", "GB")]);
        }

        await using (var node = await ServingNode.StartAsync(_folder.Path, Noon.AddMinutes(1)))
        {
            await ReportAsync(node, [new(late, "third", "GB"), new(Noon, "fourth", "GB"), new(late.AddMinutes(1), "fifth", "GB")]);
            Assert.Equal(5, (await DescribeAsync(node)).Week.Reports.Sum());
        }

        Assert.Equal([(late, 2), (late.AddMinutes(1), 1), (Noon, 2)], (await ReadBinsAsync()).Select(b => (DateTimeOffset.UnixEpoch.AddMinutes(b.Minute), b.Count)));
    }

    [Fact]
    public async Task A_restart_does_not_let_the_same_person_count_twice()
    {
        await using (var node = await ServingNode.StartAsync(_folder.Path, Noon))
        {
            await ReportAsync(node, [new(Noon, "somebody", "GB")]);
        }

        await using (var node = await ServingNode.StartAsync(_folder.Path, Noon.AddMinutes(20)))
        {
            await ReportAsync(node, [new(Noon.AddMinutes(20), "somebody", "GB")]);
        }

        Assert.Equal(1, Assert.Single(await ReadBinsAsync()).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(48)]
    public async Task Counts_that_were_not_stored_are_taken_from_the_journal_however_long_the_node_was_off(int hours)
    {
        var before = await StoreDayAsync();
        Alter("DELETE FROM bins; DELETE FROM marks; DELETE FROM detectors;");

        await using (await ServingNode.StartAsync(_folder.Path, Noon.AddHours(hours)))
        {
        }

        Assert.Equal(before, await ReadBinsAsync());
    }

    [Fact]
    public async Task What_lies_in_a_bin_already_stays_when_the_rest_of_it_comes_from_the_journal_days_later()
    {
        long mark;
        await using (var node = await ServingNode.StartAsync(_folder.Path, Noon))
        {
            await ReportAsync(node, [new(Noon, "first", "GB"), new(Noon.AddMinutes(-1), "second", "GB")]);
            mark = node.Services.GetRequiredService<IJournal>().LastSequence;
        }

        await using (var node = await ServingNode.StartAsync(_folder.Path, Noon.AddMinutes(1)))
        {
            await ReportAsync(node, [new(Noon, "third", "GB"), new(Noon, "fourth", "GB"), new(Noon.AddMinutes(1), "fifth", "GB")]);
        }

        // As if the second time had ended without a word: its counts were never stored.
        Alter($"DELETE FROM bins WHERE minute > {Shard.MinuteOf(Noon)} OR (minute = {Shard.MinuteOf(Noon)} AND symptom = 1); UPDATE bins SET count = 1, crc = NULL;");
        Alter($"UPDATE marks SET sequence = {mark}, crc = NULL; DELETE FROM detectors;");
        await using (await ServingNode.StartAsync(_folder.Path, Noon.AddHours(30)))
        {
        }

        Assert.Equal(
            [(-1, 1, 1), (0, 1, 1), (0, 2, 2), (1, 2, 1)],
            (await ReadBinsAsync()).Select(b => (b.Minute - Shard.MinuteOf(Noon), b.Symptom, b.Count)));
    }

    [Fact]
    public async Task A_rebuild_of_a_sound_store_changes_no_count()
    {
        var before = await StoreDayAsync();

        var result = await StoreRebuild.RunAsync(_folder.Path, null, Cancelled);

        Assert.Equal((Day.Count, before.Count, DateOnly.FromDateTime(Noon.UtcDateTime)), ((int)result.Reports, result.Bins, result.FirstDay));
        Assert.Equal(before, await ReadBinsAsync());
    }

    [Theory]
    [InlineData("UPDATE bins SET count = count + 7")]
    [InlineData("DELETE FROM bins WHERE minute % 2 = 0")]
    [InlineData("INSERT INTO bins SELECT service, minute, 0, symptom, 1000, NULL FROM bins GROUP BY service, minute, symptom")]
    public async Task A_rebuild_repairs_counts_that_somebody_altered(string alteration)
    {
        var before = await StoreDayAsync();
        Alter(alteration);

        await StoreRebuild.RunAsync(_folder.Path, null, Cancelled);

        Assert.Equal(before, await ReadBinsAsync());
    }

    /// <summary>Some hours of reports, a person each.</summary>
    private static IReadOnlyList<Sent> Day { get; } =
        [.. Enumerable.Range(0, 240).Select(n => new Sent(Noon.AddMinutes(-n % 90), $"person-{n}", n % 3 == 0 ? "US-CA" : "GB"))];

    private static async Task ReportAsync(ServingNode node, IReadOnlyList<Sent> reports)
    {
        using var lines = new StringContent(
            string.Join('\n', reports.Select((r, n) =>
                $$"""{"service":"acme","symptom":"{{(n % 2 == 0 ? "login" : "app")}}","region":"{{r.Region}}","reporter":"{{r.Person}}","event_time":"{{r.Time:yyyy-MM-ddTHH:mm:ssZ}}"}""")),
            Encoding.UTF8,
            "application/x-ndjson");
        using var response = await node.Client.PostAsync(new Uri("/api/v1/reports/batch", UriKind.Relative), lines, Cancelled);
        Assert.Empty((await BatchAnswer.ReadAsync(response)).Rejected);
    }

    private static async Task<ServiceDetail> DescribeAsync(ServingNode node)
    {
        await node.Services.GetRequiredService<JournalFeed>().DrainAsync(Cancelled);
        await node.Services.GetRequiredService<Node>().TickAsync(Cancelled);
        return (await node.Services.GetRequiredService<IPublicView>().DescribeServiceAsync(Acme, Cancelled))!;
    }

    private async Task<IReadOnlyList<RollupBin>> StoreDayAsync()
    {
        await using (var node = await ServingNode.StartAsync(_folder.Path, Noon))
        {
            await ReportAsync(node, Day);
        }

        return await ReadBinsAsync();
    }

    private async Task<IReadOnlyList<RollupBin>> ReadBinsAsync()
    {
        using var names = new SqliteNames(_folder.File("groundswell.db"));
        using var rollups = new SqliteRollups(_folder.File("groundswell.db"));
        var number = (await names.NumberAsync(NameKind.Service, ["acme"], Cancelled))[0];
        var bins = new List<RollupBin>();
        await rollups.ReadBinsAsync(number, 0, int.MaxValue, bins.Add, Cancelled);
        return [.. bins.OrderBy(b => b.Minute).ThenBy(b => b.Region).ThenBy(b => b.Symptom)];
    }

    private void Alter(string sql)
    {
        using var file = SqliteFile.Open(_folder.File("groundswell.db"), "");
        file.Execute(sql);
    }

    private sealed record Sent(DateTimeOffset Time, string Person, string Region);
}
