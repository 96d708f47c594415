using Groundswell.Server.Hosting;
using Groundswell.Server.Sqlite;

namespace Groundswell.Server.Tests.Store;

/// <summary>Each file of a store, damaged in each way while no node runs: a start that must not be is refused by name, and a repair puts it in order.</summary>
public sealed class DamagedStoreTests : IClassFixture<DamagedStoreTests.Made>, IDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 10, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly Made _made;

    public DamagedStoreTests(Made made) => _made = made;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Files =>
        new(from file in (string[])["groundswell.db", "journal/ledger.db", "journal/journal-2025-10-19.db", "journal/journal-2025-10-20.db"]
            from damage in StoreDamage.OfFiles.Keys
            select (file, damage));

    public static TheoryData<string, string> Logs =>
        new(from file in (string[])["groundswell.db", "journal/ledger.db", "journal/journal-2025-10-20.db"]
            from damage in StoreDamage.OfLogs.Keys
            select (file, damage));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_damaged_file_is_named_what_is_sound_is_kept_and_no_count_is_wrong(string file, string damage)
    {
        StoredNode.CopyFolder(_made.Stopped, Data);
        var path = Path.Combine(Data, file);
        StoreDamage.OfFiles[damage](path);

        var refusal = await TryStartAsync();
        if (refusal is null)
        {
            // What can be made anew, or is known to be missing, is no reason to stand still.
            await CheckCountsAsync($"after a start beside {file}, {damage}");
            Assert.True(file != "groundswell.db" || damage.StartsWith("a bit", StringComparison.Ordinal), "A node must not start on counts that are gone.");
        }
        else
        {
            Assert.Contains(path, refusal, StringComparison.Ordinal);
            Assert.Contains(damage == "of a newer version" ? "newer version of Groundswell" : "groundswell store repair", refusal, StringComparison.Ordinal);
        }

        if (damage == "of a newer version")
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => StoreRepair.RunAsync(Data, TimeProvider.System, Cancelled));
            return;
        }

        if (refusal is not null)
        {
            Assert.Contains(await StoreCheck.RunAsync(Data, Cancelled), fault => fault.Contains(path, StringComparison.Ordinal));
        }

        var before = new FileInfo(path) is { Exists: true } found ? found.Length : 0;
        var done = await StoreRepair.RunAsync(Data, TimeProvider.System, Cancelled);
        if (refusal is not null)
        {
            Assert.Contains(done, line => line.Contains(path, StringComparison.Ordinal));
            Assert.True(before == 0 || Directory.GetFiles(Path.Combine(Data, "set-aside"), "*", SearchOption.AllDirectories).Length > 0 || Directory.Exists(path), "The damaged file is kept.");
        }

        Assert.Null(await TryStartAsync());
        await CheckCountsAsync($"after the repair of {file}, {damage}");
        var rest = await StoreCheck.RunAsync(Data, Cancelled);
        Assert.All(rest, fault => Assert.Contains("missing", fault, StringComparison.Ordinal));
        Assert.True(rest.Count == 0 || file.Contains("journal-", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Logs))]
    public async Task What_a_lost_or_damaged_log_held_is_missed_and_nothing_is_counted_twice(string file, string damage)
    {
        StoredNode.CopyFolder(_made.Killed, Data);
        StoreDamage.OfLogs[damage](Path.Combine(Data, file) + "-wal");

        if (await TryStartAsync() is { } refusal)
        {
            Assert.Contains(Path.Combine(Data, file), refusal, StringComparison.Ordinal);
            await StoreRepair.RunAsync(Data, TimeProvider.System, Cancelled);
            Assert.Null(await TryStartAsync());
        }

        var counts = await StoredNode.ReadCountsAsync(Data);
        Assert.All(counts, minute => Assert.InRange(minute.Value, 0, _made.Counts[minute.Key]));
        using var journal = new SqliteJournal(StoreLayout.JournalOf(Data), new NodeClock(TimeProvider.System), Microsoft.Extensions.Logging.Abstractions.NullLogger<SqliteJournal>.Instance);
        var missing = journal.Losses.Sum(loss => loss.Last - loss.First + 1);
        Assert.InRange(_made.Counts.Values.Sum() - counts.Values.Sum(), 0, missing);
        Assert.Equal(file.Contains("journal-", StringComparison.Ordinal), missing > 0);
    }

    [Fact]
    public async Task Of_a_node_that_was_killed_and_started_twice_nothing_is_called_missing()
    {
        StoredNode.CopyFolder(_made.Killed, Data);
        Assert.Null(await TryStartAsync());
        Assert.Null(await TryStartAsync());
        Assert.Empty(JournalLedger.ReadLost(StoreLayout.JournalOf(Data)));
        Assert.Empty(await StoreCheck.RunAsync(Data, Cancelled));
    }

    private async Task<string?> TryStartAsync()
    {
        try
        {
            await using var node = await StoredNode.StartAsync(Data, new WallClock(Noon.AddMinutes(10)));
            return null;
        }
        catch (Exception refusal) when (NodeHost.ExplainStore(refusal) is { } reason)
        {
            return reason;
        }
    }

    private async Task CheckCountsAsync(string when) =>
        Assert.True(_made.Counts.SequenceEqual(await StoredNode.ReadCountsAsync(Data)), $"{when}: {string.Join(", ", await StoredNode.ReadCountsAsync(Data))} and not {string.Join(", ", _made.Counts)}");

    /// <summary>A store of two days, made once: as a node leaves it that is asked to stop, and as one that is killed.</summary>
    public sealed class Made : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public string Stopped => Path.Combine(_folder.Path, "stopped");

        public string Killed => Path.Combine(_folder.Path, "killed");

        public IReadOnlyDictionary<int, int> Counts { get; private set; } = new Dictionary<int, int>();

        public async ValueTask InitializeAsync()
        {
            var clock = new WallClock(Noon.AddDays(-1));
            await using (var node = await StoredNode.StartAsync(Stopped, clock))
            {
                await LiveAsync(node);
                clock.Pass(TimeSpan.FromDays(1) - (clock.GetUtcNow() - Noon.AddDays(-1)));
                await LiveAsync(node);
                StoredNode.CopyFolder(Stopped, Killed);
            }

            Counts = await StoredNode.ReadCountsAsync(Stopped);
            Assert.Equal(2 * 5 * 200, Counts.Values.Sum());
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }

        private static async Task LiveAsync(StoredNode node)
        {
            for (var minute = 0; minute < 5; minute++)
            {
                await node.ReportAsync(140);
                await node.ReportAsync(60, "bolt");
                await node.TickAsync();
                node.Clock.Pass(TimeSpan.FromMinutes(1));
            }

            await node.TickAsync();
        }
    }
}
