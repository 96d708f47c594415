using Groundswell.Server.Hosting;
using Groundswell.Server.Sqlite;
using Groundswell.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Tests.Store;

/// <summary>Files that are taken away while a node uses them: it notices before it acknowledges the next report, and what it acknowledged is there at the next start.</summary>
public sealed class RunningDamageTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 10, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, Action<string>> Hands = new()
    {
        ["deleted"] = File.Delete,
        ["deleted with its log"] = path =>
        {
            File.Delete(path);
            File.Delete(path + "-wal");
            File.Delete(path + "-shm");
        },
        ["moved away"] = path => File.Move(path, path + ".moved"),
        ["replaced by a text"] = path =>
        {
            File.WriteAllText(path + ".new", "This is no database.\n");
            File.Move(path + ".new", path, overwrite: true);
        },
        ["replaced by itself"] = path =>
        {
            File.Copy(path, path + ".new");
            File.Move(path + ".new", path, overwrite: true);
        },
        ["its log deleted"] = path => File.Delete(path + "-wal"),
        ["its log emptied"] = path => File.WriteAllBytes(path + "-wal", []),
    };

    private readonly TemporaryFolder _folder = new();
    private readonly WallClock _clock = new(Noon);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> All =>
        new(from file in (string[])["groundswell.db", "journal/journal-2025-10-20.db"]
            from hand in Hands.Keys
            select (file, hand));

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_is_taken_away_is_noticed_before_the_next_acknowledgement_and_nothing_acknowledged_is_lost(string file, string hand)
    {
        var path = Path.Combine(_folder.Path, file);
        var acknowledged = 0;
        var isNamed = false;
        using (var held = StoreLock.Take(_folder.Path))
        await using (var node = await StoredNode.StartAsync(_folder.Path, _clock, held))
        {
            await node.ReportAsync(30);
            acknowledged += 30;
            await node.TickAsync();
            _clock.Pass(TimeSpan.FromMinutes(1));
            await node.ReportAsync(1);
            acknowledged++;
            Hands[hand](path);
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    await node.ReportAsync(10);
                    acknowledged += 10;
                }
                catch (JournalUnavailableException refusal)
                {
                    Assert.Contains(path, refusal.InnerException!.Message, StringComparison.Ordinal);
                    isNamed = true;
                }
            }

            var journal = node.Parts.GetRequiredService<SqliteJournal>();
            isNamed |= journal.Handiwork?.Contains(path, StringComparison.Ordinal) == true;
        }

        Assert.True(isNamed, "Somebody took a file away, and nobody was told.");
        if (await TryStartAsync() is { } refused)
        {
            Assert.Contains(path, refused, StringComparison.Ordinal);
            await StoreRepair.RunAsync(_folder.Path, TimeProvider.System, Cancelled);
            Assert.Null(await TryStartAsync());
        }

        // Of a log that was emptied in its place nothing can be read again; all that was in no file else is told to be missing.
        var counted = (await StoredNode.ReadCountsAsync(_folder.Path)).Values.Sum();
        var missing = JournalLedger.ReadLost(StoreLayout.JournalOf(_folder.Path)).Sum(loss => loss.Last - loss.First + 1);
        Assert.InRange(counted, acknowledged - missing, acknowledged);
        Assert.True(missing == 0 || hand == "its log emptied", $"{missing} acknowledged reports are missing.");
    }

    private async Task<string?> TryStartAsync()
    {
        try
        {
            await using var node = await StoredNode.StartAsync(_folder.Path, _clock);
            return null;
        }
        catch (InvalidDataException refusal)
        {
            return refusal.Message;
        }
    }

    [Fact]
    public async Task A_lock_that_was_taken_away_is_taken_again_and_one_that_another_took_stops_the_reports()
    {
        using var held = StoreLock.Take(_folder.Path);
        await using var node = await StoredNode.StartAsync(_folder.Path, _clock, held);
        var path = Path.Combine(_folder.Path, "lock");
        File.Delete(path);
        await node.ReportAsync(1);
        Assert.Throws<IOException>(() => StoreLock.Take(_folder.Path));

        File.Delete(path);
        using (StoreLock.Take(_folder.Path))
        {
            var refusal = await Assert.ThrowsAsync<JournalUnavailableException>(() => node.ReportAsync(1));
            Assert.Contains("Another process may use the store", refusal.InnerException!.Message, StringComparison.Ordinal);
        }

        await node.ReportAsync(1);
    }

    [Fact]
    public async Task A_backup_of_a_running_node_is_a_store_that_a_node_starts_on()
    {
        var backup = Path.Combine(_folder.Path, "backup");
        var data = Path.Combine(_folder.Path, "data");
        await using var node = await StoredNode.StartAsync(data, _clock);
        await node.ReportAsync(40);
        await node.TickAsync();
        _clock.Pass(TimeSpan.FromMinutes(2));
        await node.TickAsync();
        await node.ReportAsync(5);

        StoreBackup.Run(data, backup, Cancelled);
        await node.ReportAsync(7);

        Assert.Throws<IOException>(() => StoreBackup.Run(data, backup, Cancelled));
        Assert.Empty(await StoreCheck.RunAsync(backup, Cancelled));
        await using (await StoredNode.StartAsync(backup, new WallClock(_clock.GetUtcNow())))
        {
        }

        Assert.Equal(45, (await StoredNode.ReadCountsAsync(backup)).Values.Sum());
    }
}
