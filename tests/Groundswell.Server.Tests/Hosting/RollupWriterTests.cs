using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Server.Hosting;
using Groundswell.Server.Sqlite;
using Groundswell.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Groundswell.Server.Tests.Hosting;

/// <summary>What is to be stored while the disk refuses.</summary>
public sealed class RollupWriterTests : IDisposable
{
    private const int Most = 50;

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteRollups _rollups;
    private readonly RollupWriter _writer;

    public RollupWriterTests()
    {
        _rollups = new SqliteRollups(_folder.File("groundswell.db"));
        _writer = new RollupWriter(_rollups, NullLogger<RollupWriter>.Instance, Most);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _writer.Dispose();
        _rollups.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task However_long_it_refuses_the_newest_of_each_bin_and_detector_waits_and_is_stored_once_it_takes_them()
    {
        Refuse();
        for (var minute = 1; minute <= 1000; minute++)
        {
            Assert.False(await WriteAsync(minute, new RollupBin(1, 7, RegionId.Unknown, 1, minute)));
        }

        Assert.Equal(2, _writer.Waiting);
        Assert.NotNull(_writer.Refusal);

        Take();
        Assert.True(await WriteAsync(1001, new RollupBin(1, 8, RegionId.Unknown, 1, 5)));
        Assert.Null(_writer.Refusal);
        Assert.Equal(0, _writer.Waiting);
        Assert.Equal([(7, 1000), (8, 5)], await ReadAsync());
        Assert.Equal(1001, (await _rollups.ReadMarksAsync(Cancelled)).Of(0));
        Assert.Equal(1001, (await _rollups.ReadDetectorAsync(1, Cancelled))!.ThroughMinute);
    }

    [Fact]
    public async Task Beyond_the_bound_all_is_let_go_no_mark_moves_and_the_shards_are_to_be_loaded_once_the_disk_takes_something()
    {
        await WriteAsync(1, new RollupBin(1, 1, RegionId.Unknown, 1, 1));
        Refuse();
        for (var minute = 2; minute < 2 + (3 * Most); minute++)
        {
            await WriteAsync(minute, new RollupBin(1, minute, RegionId.Unknown, 1, 1));
            Assert.InRange(_writer.Waiting, 0, Most + 1);
            Assert.False(_writer.MustLoad);
        }

        Take();
        Assert.False(await WriteAsync(999, new RollupBin(1, 999, RegionId.Unknown, 1, 1)));
        Assert.True(_writer.MustLoad);
        Assert.Equal(1, (await _rollups.ReadMarksAsync(Cancelled)).Of(0));
        Assert.Equal([(1, 1)], await ReadAsync());

        _writer.LetGo();
        Assert.False(_writer.MustLoad);
        Assert.True(await WriteAsync(1000, new RollupBin(1, 999, RegionId.Unknown, 1, 2)));
        Assert.Equal([(1, 1), (999, 2)], await ReadAsync());
    }

    private Task<bool> WriteAsync(int minute, RollupBin bin) =>
        _writer.WriteAsync([new ShardRollup(0, minute, [bin], [new DetectorState(1, minute, new byte[10])])], minute, minute, Cancelled);

    private async Task<IReadOnlyList<(int Minute, int Count)>> ReadAsync()
    {
        var bins = new List<(int, int)>();
        await _rollups.ReadBinsAsync(1, 0, int.MaxValue, bin => bins.Add((bin.Minute, bin.Count)), Cancelled);
        return bins;
    }

    private void Refuse() => Alter("CREATE TRIGGER refuse BEFORE INSERT ON alive BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");

    private void Take() => Alter("DROP TRIGGER refuse");

    private void Alter(string sql)
    {
        using var file = SqliteFile.Open(_folder.File("groundswell.db"), "");
        file.Execute(sql);
    }
}
