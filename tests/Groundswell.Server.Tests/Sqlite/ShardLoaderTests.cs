using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Detection;
using Groundswell.Publication;
using Groundswell.Server.Sqlite;
using Groundswell.Signals;
using Groundswell.Storage;

namespace Groundswell.Server.Tests.Sqlite;

/// <summary>Shards that are brought to where a real store has them.</summary>
public sealed class ShardLoaderTests : IDisposable
{
    private const int Number = 17;
    private const int Days = 3;

    private static readonly DateTimeOffset Noon = new(2025, 10, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly int NoonMinute = Shard.MinuteOf(Noon);
    private static readonly ShardService Acme = new(ServiceId.Parse("acme"), 1, "video");
    private static readonly ShardService Bolt = new(ServiceId.Parse("bolt"), 2, "video");
    private static readonly RegionId Britain = RegionId.Parse("GB");

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteRollups _rollups;

    public ShardLoaderTests() => _rollups = new SqliteRollups(_folder["groundswell.db"]);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _rollups.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_shard_that_is_loaded_goes_on_as_the_one_that_was_stored()
    {
        await ImportHistoryAsync();
        var shard = await LoadAsync(Noon);
        Play(shard, from: 0, minutes: 30, reports: 4, sequence: 0);
        await StoreAsync(shard, Noon.AddMinutes(30));

        var loaded = await LoadAsync(Noon.AddMinutes(30));
        foreach (var one in (Shard[])[shard, loaded])
        {
            Play(one, from: 30, minutes: 10, reports: 40, sequence: 120);
        }

        var (expected, actual) = (Figures(shard, Noon.AddMinutes(40)), Figures(loaded, Noon.AddMinutes(40)));
        Assert.Equal(expected, actual);
        Assert.Contains(expected, f => f.State == SeriesState.Down);
        AssertSame(shard.Describe(1, Noon.AddMinutes(40))!, loaded.Describe(1, Noon.AddMinutes(40))!);
    }

    [Fact]
    public async Task A_detector_that_cannot_be_read_is_taught_anew_from_the_bins()
    {
        await ImportHistoryAsync();
        var sound = await LoadAsync(Noon);
        await _rollups.WriteAsync([new ShardRollup(Number, 0, [], [new DetectorState(1, NoonMinute - 1, new byte[] { 1, 2, 3 })])], 0, NoonMinute, Cancelled);

        var loaded = await LoadAsync(Noon);

        Assert.Equal(sound.Expect(1, NoonMinute, 30, 48), loaded.Expect(1, NoonMinute, 30, 48));
        Assert.InRange(loaded.Expect(1, NoonMinute, 1, 1)[0].Expected, 1.5, 2.5);
    }

    [Fact]
    public async Task Minutes_in_which_the_node_was_not_alive_teach_nothing_and_silent_ones_do()
    {
        await ImportHistoryAsync();
        var twoDaysOn = Noon.AddDays(2);
        var wasOff = (await LoadAsync(twoDaysOn)).Expect(1, NoonMinute + (2 * 1440), 1, 1)[0].Expected;

        await _rollups.WriteAsync([], 0, Shard.MinuteOf(twoDaysOn), Cancelled);
        var wasSilent = (await LoadAsync(twoDaysOn)).Expect(1, NoonMinute + (2 * 1440), 1, 1)[0].Expected;

        Assert.InRange(wasOff, 1.5, 2.5);
        Assert.True(wasSilent < wasOff);
    }

    [Fact]
    public async Task Groups_up_to_the_stored_mark_are_not_counted_again_and_a_gap_after_it_is_refused()
    {
        var shard = await LoadAsync(Noon);
        Assert.True(shard.TryApply(Group(previous: 0, last: 10, minute: NoonMinute, reports: 5)));
        await StoreAsync(shard, Noon);

        var loaded = await LoadAsync(Noon);

        Assert.Equal(10, loaded.LastSequence);
        Assert.True(loaded.TryApply(Group(previous: 0, last: 10, minute: NoonMinute, reports: 5)));
        Assert.Equal(5, Total(loaded));
        Assert.False(loaded.TryApply(Group(previous: 12, last: 15, minute: NoonMinute, reports: 3)));
        Assert.Equal(5, Total(loaded));
        Assert.True(loaded.TryApply(Group(previous: 10, last: 15, minute: NoonMinute, reports: 3)));
        Assert.Equal(8, Total(loaded));
    }

    [Fact]
    public async Task What_is_loaded_is_not_stored_again_until_it_changes()
    {
        await ImportHistoryAsync();
        var shard = await LoadAsync(Noon);

        Assert.Empty(shard.TakeRollup(withDetectors: false).Bins);
        shard.TryApply(Group(previous: 0, last: 1, minute: NoonMinute - 60, reports: 1));

        // The bin as a whole: what lay there, and the one that came late.
        Assert.Equal(3, Assert.Single(shard.TakeRollup(withDetectors: false).Bins, b => b.Service == 1).Count);
    }

    private static ReportGroup Group(long previous, long last, int minute, int reports) =>
        new(previous, last, [.. Enumerable.Repeat(new CountedReport(1, 1, Britain, minute), reports)]);

    private static void Play(Shard shard, int from, int minutes, int reports, long sequence)
    {
        for (var minute = from; minute < from + minutes; minute++)
        {
            Assert.True(shard.TryApply(Group(sequence, sequence + reports, NoonMinute + minute, reports)));
            sequence += reports;
            shard.Tick(Noon.AddMinutes(minute + 1), sequence);
        }
    }

    private static IReadOnlyList<(ServiceId Service, SeriesState State, Assessment Total, double Recent, double Expected)> Figures(Shard shard, DateTimeOffset now) =>
        [.. shard.Tick(now, shard.LastSequence).Select(f => f.Assessment).OrderBy(a => a.Service).Select(a => (a.Service, a.State, Rounded(a.Total), a.RecentReports, Math.Round(a.RecentExpected, 1)))];

    /// <summary>Silence is taken in as much at once as there was, in other pieces the same to rounding only; and a calm service is not judged anew each minute.</summary>
    private static Assessment Rounded(Assessment total) => total with
    {
        Bin = total.State == SeriesState.Normal ? 0 : total.Bin,
        Expected = Math.Round(total.Expected, 2),
        Score = Math.Round(total.Score, 2),
        LogBayesFactor = Math.Round(total.LogBayesFactor, 1),
        Information = Math.Round(total.Information, 1),
        Known = Math.Round(total.Known, 2),
    };

    private static void AssertSame(ServiceCharts expected, ServiceCharts actual)
    {
        foreach (var (left, right) in ((ChartSeries, ChartSeries)[])[(expected.Day, actual.Day), (expected.Week, actual.Week)])
        {
            Assert.Equal(left.Reports, right.Reports);
            Assert.Equal(left.Expected, right.Expected);
            Assert.Equal(left.Upper, right.Upper);
        }

        Assert.Equal(expected.Symptoms, actual.Symptoms);
        Assert.Equal(expected.Regions, actual.Regions);
    }

    private static int Total(Shard shard) => shard.Describe(1, Noon)!.Day.Reports.Sum();

    /// <summary>Two reports a minute of each service until noon.</summary>
    private async Task ImportHistoryAsync() => await _rollups.ImportAsync(
        [
            .. from minute in Enumerable.Range(NoonMinute - (Days * 1440), Days * 1440)
               from service in (int[])[1, 2]
               select new RollupBin(service, minute, Britain, 1, 2),
        ],
        Cancelled);

    private async Task StoreAsync(Shard shard, DateTimeOffset now)
    {
        var rollup = shard.TakeRollup(withDetectors: true);
        await _rollups.WriteAsync([rollup], rollup.Mark, Shard.MinuteOf(now), Cancelled);
    }

    private async Task<Shard> LoadAsync(DateTimeOffset now) => await ShardLoader.LoadAsync(
        Number, [Acme, Bolt], _ => SymptomId.Parse("app"), _rollups, await _rollups.ReadMarksAsync(Cancelled), new DetectorOptions(), now, Cancelled);
}
