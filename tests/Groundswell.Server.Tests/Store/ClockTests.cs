using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Server.Hosting;
using Groundswell.Server.Sqlite;
using Groundswell.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Tests.Store;

/// <summary>The node's clock is moved in each way, while it runs and while it is off: it goes on, speaks of no time to come, loses no count and finds the next outage.</summary>
public sealed class ClockTests : IDisposable
{
    private static readonly ServiceId Acme = ServiceId.Parse("acme");
    private static readonly ServiceId Bolt = ServiceId.Parse("bolt");

    // Each is where the clock stands at first, and by what it is set, one after the other.
    private static readonly Dictionary<string, (string Start, string[] Steps)> Moves = new()
    {
        ["a second back"] = ("2025-10-20 12:00:00", ["-00:00:01"]),
        ["a few minutes back"] = ("2025-10-20 12:00:00", ["-00:03:00"]),
        ["ten minutes ahead"] = ("2025-10-20 12:00:00", ["00:10:00"]),
        ["ten minutes ahead and back"] = ("2025-10-20 12:00:00", ["00:10:00", "-00:10:00"]),
        ["two hours back"] = ("2025-10-20 12:00:00", ["-02:00:00"]),
        ["ten days ahead and back"] = ("2025-10-20 12:00:00", ["10.00:00:00", "-10.00:00:00"]),
        ["years ahead and back"] = ("2025-10-20 12:00:00", ["1500.00:00:00", "-1500.00:00:00"]),
        ["from 1970 to now"] = ("1970-01-01 00:00:00", ["20000.00:00:00"]),
        ["to 1970"] = ("2025-10-20 12:00:00", ["-20380.00:00:00"]),
        ["over the end of 2038"] = ("2038-01-18 23:10:00", ["00:00:30"]),
        ["over a leap second's repeat"] = ("2025-12-31 19:55:00", ["-00:00:01", "-00:00:01"]),
        ["over 29 February"] = ("2028-02-28 20:00:00", ["-00:00:30"]),
        ["in the hour that a summer time ends"] = ("2025-10-25 21:00:00", ["01:00:00", "-01:00:00"]),
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, bool> All => new(from move in Moves.Keys from isRunning in (bool[])[true, false] select (move, isRunning));

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_node_goes_on_speaks_of_no_time_to_come_and_finds_the_next_outage(string move, bool isRunning)
    {
        var (start, steps) = Moves[move];
        var clock = new WallClock(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        var told = 0;
        var node = await StoredNode.StartAsync(_folder.Path, clock);
        try
        {
            // A usual load, and an outage that is over: incidents are in the store.
            told += await LiveAsync(node, minutes: 240, acme: 4);
            told += await LiveAsync(node, minutes: 12, acme: 60);
            Assert.True(IsOpen(node, Acme), "The outage before the clock moves is not found.");
            told += await LiveAsync(node, minutes: 60, acme: 4);
            foreach (var step in steps)
            {
                node = await MoveAsync(node, TimeSpan.Parse(step, CultureInfo.InvariantCulture), isRunning);
                told += await LiveAsync(node, minutes: 12, acme: 4);
            }

            // Of a time that nothing is known of, services learn first what is usual, as new ones do.
            var moved = steps.Select(step => TimeSpan.Parse(step, CultureInfo.InvariantCulture)).Aggregate((a, b) => a + b).Duration();
            told += await LiveAsync(node, moved > ShardLoader.History ? 240 : 0, acme: 4);
            Assert.False(IsOpen(node, Bolt));
            var delay = 0;
            while (!IsOpen(node, Acme))
            {
                Assert.True(delay++ < 20, "The outage after the clock moved is not found.");
                told += await LiveAsync(node, minutes: 1, acme: 60);
            }

            Assert.False(IsOpen(node, Bolt));
            Assert.All(node.Public.Open, incident => Assert.InRange(incident.Onset, DateTimeOffset.MinValue, clock.GetUtcNow()));
        }
        finally
        {
            await node.StopAsync();
        }

        Assert.Equal(told, (await StoredNode.ReadCountsAsync(_folder.Path)).Values.Sum());
        Assert.Empty(await StoreCheck.RunAsync(_folder.Path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(10, false)]
    [InlineData(3000, true)]
    [InlineData(3000, false)]
    public async Task An_outage_that_began_while_the_clock_was_ahead_is_set_aside_and_found_anew(int ahead, bool isRunning)
    {
        var clock = new WallClock(new DateTimeOffset(2025, 10, 20, 12, 0, 0, TimeSpan.Zero));
        var node = await StoredNode.StartAsync(_folder.Path, clock);
        try
        {
            await LiveAsync(node, minutes: 240, acme: 4);
            node = await MoveAsync(node, TimeSpan.FromMinutes(ahead), isRunning);
            await LiveAsync(node, minutes: 8, acme: 60);
            Assert.True(IsOpen(node, Acme), "The outage is not found.");

            node = await MoveAsync(node, -TimeSpan.FromMinutes(ahead), isRunning);
            await LiveAsync(node, minutes: 1, acme: 60);
            Assert.NotEmpty(node.Parts.GetRequiredService<IncidentFollower>().Ahead);
            Assert.Contains(node.Parts.GetRequiredService<NodeHealth>().FindWarnings(), warning => warning.StartsWith("The clock was ahead once", StringComparison.Ordinal));
            await LiveAsync(node, minutes: 15, acme: 60);
            Assert.True(IsOpen(node, Acme), "The outage is not found after the clock was put back.");
        }
        finally
        {
            await node.StopAsync();
        }
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(10, false)]
    [InlineData(50_000, true)]
    [InlineData(50_000, false)]
    public async Task A_node_whose_whole_life_lies_ahead_of_the_clock_starts_and_counts(int ahead, bool isRunning)
    {
        var clock = new WallClock(new DateTimeOffset(2025, 10, 20, 12, 0, 0, TimeSpan.Zero).AddMinutes(ahead));
        var told = 0;
        var node = await StoredNode.StartAsync(_folder.Path, clock);
        try
        {
            told += await LiveAsync(node, minutes: 5, acme: 4);
            node = await MoveAsync(node, -TimeSpan.FromMinutes(ahead), isRunning);
            told += await LiveAsync(node, minutes: 40, acme: 4);
        }
        finally
        {
            await node.StopAsync();
        }

        Assert.Equal(told, (await StoredNode.ReadCountsAsync(_folder.Path)).Values.Sum());
    }

    [Fact]
    public async Task A_clock_that_jumps_a_year_ahead_and_back_within_the_hour_takes_no_report_along()
    {
        var clock = new WallClock(new DateTimeOffset(2025, 10, 20, 12, 0, 0, TimeSpan.Zero));
        await using var node = await StoredNode.StartAsync(_folder.Path, clock);
        await LiveAsync(node, minutes: 5, acme: 4);
        clock.Set(TimeSpan.FromDays(365));
        await LiveAsync(node, minutes: 30, acme: 4);
        clock.Set(-TimeSpan.FromDays(365));
        await LiveAsync(node, minutes: 5, acme: 4);

        var first = node.Parts.GetRequiredService<IJournal>().FirstDay;
        Assert.Equal(new DateOnly(2025, 10, 20), first);
    }

    [Fact]
    public async Task What_is_older_than_it_may_become_is_deleted_once_the_clock_has_gone_evenly_for_an_hour_and_is_not_missed()
    {
        var clock = new WallClock(new DateTimeOffset(2025, 10, 20, 12, 0, 0, TimeSpan.Zero));
        await using (var node = await StoredNode.StartAsync(_folder.Path, clock))
        {
            await LiveAsync(node, minutes: 5, acme: 4);
        }

        clock.Set(TimeSpan.FromDays(40));
        await using (var node = await StoredNode.StartAsync(_folder.Path, clock))
        {
            clock.Pass(TimeSpan.FromMinutes(30));
            await node.TickAsync();
            Assert.NotNull(node.Parts.GetRequiredService<IJournal>().FirstDay);
            clock.Pass(TimeSpan.FromMinutes(31));
            await node.TickAsync();
            Assert.Null(node.Parts.GetRequiredService<IJournal>().FirstDay);
        }

        await using var again = await StoredNode.StartAsync(_folder.Path, clock);
        Assert.Empty(again.Parts.GetRequiredService<SqliteJournal>().Losses);
    }

    private static bool IsOpen(StoredNode node, ServiceId service) => node.Parts.GetRequiredService<IncidentFollower>().Book.Find(service) is { IsOpen: true };

    private static async Task<int> LiveAsync(StoredNode node, int minutes, int acme)
    {
        var told = 0;
        for (var minute = 0; minute < minutes; minute++)
        {
            await node.ReportAsync(acme);
            await node.ReportAsync(2, "bolt");
            told += acme + 2;
            node.Clock.Pass(TimeSpan.FromMinutes(1));
            await node.TickAsync();
            Assert.Equal(node.Clock.GetUtcNow(), node.Public.At);
        }

        return told;
    }

    private async Task<StoredNode> MoveAsync(StoredNode node, TimeSpan by, bool isRunning)
    {
        if (!isRunning)
        {
            await node.StopAsync();
        }

        node.Clock.Set(by);
        return isRunning ? node : await StoredNode.StartAsync(_folder.Path, node.Clock);
    }
}
