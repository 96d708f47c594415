using Groundswell.Server.Sqlite;

namespace Groundswell.Server.Hosting;

/// <summary>What keeps this node from doing its work.</summary>
internal sealed class NodeHealth(SqliteJournal journal, JournalFeed feed, RollupWriter rollups, IncidentFollower incidents, NodeClock clock)
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(2);

    private long _lastTick;

    /// <summary>When the last tick ended; null before the first.</summary>
    public DateTimeOffset? LastTick
    {
        get => Volatile.Read(ref _lastTick) is var ticks && ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
        set => Volatile.Write(ref _lastTick, value?.UtcTicks ?? 0);
    }

    /// <summary>Troubles in plain words; none where the node is ready.</summary>
    public IReadOnlyList<string> FindTroubles()
    {
        var troubles = new List<string>();
        if (LastTick is not { } last)
        {
            troubles.Add("The node is starting: its counts are not loaded yet.");
        }
        else if (clock.Now - last > LongestSilence)
        {
            troubles.Add($"Detection has not run since {last:u}.");
        }

        if (journal.IsFailing)
        {
            troubles.Add("The disk refuses reports.");
        }

        if (feed.IsFailing)
        {
            troubles.Add("Reports are stored but not counted: a shard refuses them.");
        }

        if (rollups.IsFailing)
        {
            troubles.Add("The disk refuses rollups.");
        }

        if (incidents.IsFailing)
        {
            troubles.Add("The disk refuses incidents.");
        }

        return troubles;
    }
}
