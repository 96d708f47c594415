using System.Globalization;
using Groundswell.Server.Sqlite;
using Groundswell.Server.Vantages;

namespace Groundswell.Server.Hosting;

/// <summary>
/// What keeps this node from doing its work, and what a person should look at: whatever in it refuses, lags or lets go says so here, and
/// nowhere else only.
/// </summary>
internal sealed class NodeHealth(
    SqliteJournal journal,
    SqliteReporterKeys keys,
    JournalFeed feed,
    RollupWriter rollups,
    IncidentFollower incidents,
    CauseFollower causes,
    ObservationFollower observations,
    Retention retention,
    SensingService sensing,
    VantageDesk vantages,
    DamagedRows damaged,
    NodeClock clock)
{
    private const int ListedFeeds = 3;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(2);

    private static readonly Dictionary<string, string> LossWords = new()
    {
        ["observations"] = "things that probes and suppliers said were dropped, as too many waited for a tick",
        ["unstored"] = "changes of what probes and suppliers say are in no store, as too many waited for the disk",
        ["results"] = "results of this node's probes were dropped, as too many waited",
        ["runs"] = "runs of this node's probes were left out, as too many were under way (probes.concurrency)",
        ["broken_runs"] = "runs of this node's probes ended in a fault of the program",
        ["vantage_batches"] = "batches of vantages were sent away, as too many results waited",
    };

    private readonly LossWatch _losses = new();
    private long _lastTick;
    private long _lastTickTimestamp; // by the clock that only moves on
    private long _toCount;
    private DateTimeOffset? _behindSince;

    /// <summary>When the last tick ended; null before the first.</summary>
    public DateTimeOffset? LastTick => Volatile.Read(ref _lastTick) is var ticks && ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);

    /// <summary>Why the last tick failed; null where it did not.</summary>
    public string? TickFailure { get; set; }

    /// <summary>What was lost since the start, by name.</summary>
    public IReadOnlyList<(string Name, long Count)> Losses => _losses.Totals;

    /// <summary>What refuses, by name, and why; null where it does not.</summary>
    public IReadOnlyList<(string Name, string Trouble, string? Reason)> Parts =>
    [
        ("journal", "The disk refuses reports", journal.Refusal),
        ("reporter_keys", "The disk refuses the day's reporter key, so that reports are refused", keys.Refusal),
        ("shards", "Reports are stored but not counted: a shard refuses them", feed.Refusal),
        ("counts", "The disk refuses rollups", rollups.Refusal),
        ("incidents", "The disk refuses incidents", incidents.Refusal),
        ("causes", "The disk refuses incidents with a shared cause", causes.Refusal),
        ("observations", "The disk refuses what probes and suppliers say", observations.Refusal),
    ];

    /// <summary>What waits, by name.</summary>
    public IReadOnlyList<(string Name, long Count)> Waiting =>
    [
        ("reports", journal.Waiting),
        ("uncounted_reports", Math.Max(0, journal.LastSequence - feed.Delivered)),
        ("counts", rollups.Waiting),
        ("observations", observations.Waiting),
    ];

    /// <summary>A tick has ended well.</summary>
    public void Note(DateTimeOffset now)
    {
        Volatile.Write(ref _lastTickTimestamp, clock.Time.GetTimestamp());
        Volatile.Write(ref _lastTick, now.UtcTicks);
        TickFailure = null;
        _behindSince = feed.Delivered >= _toCount ? null : _behindSince ?? now;
        _toCount = journal.LastSequence;
        _losses.Note("observations", observations.Dropped, now);
        _losses.Note("unstored", observations.Unstored, now);
        _losses.Note("results", sensing.Counts?.Dropped ?? 0, now);
        _losses.Note("runs", sensing.Counts?.SkippedAsFull ?? 0, now);
        _losses.Note("broken_runs", sensing.Counts?.Broken ?? 0, now);
        vantages.Refresh(); // tokens that were taken back count no more, though nobody asks
        _losses.Note("vantage_batches", vantages.SentAway, now);
    }

    /// <summary>Troubles in plain words; none where the node is ready.</summary>
    public IReadOnlyList<string> FindTroubles()
    {
        var now = clock.Now;
        var troubles = new List<string>();
        if (LastTick is not { } last)
        {
            troubles.Add("The node is starting: its counts are not loaded yet.");
        }
        else if (now - last > LongestSilence || clock.Time.GetElapsedTime(Volatile.Read(ref _lastTickTimestamp)) > LongestSilence)
        {
            troubles.Add(With($"Detection has not run since {last:u}", TickFailure));
        }

        troubles.AddRange(Parts.Where(p => p.Reason is not null).Select(p => With(p.Trouble, p.Reason)));
        if (_behindSince is { } since && now - since > LongestSilence && feed.Refusal is null)
        {
            troubles.Add($"Reports are stored but not counted since {since:u}: {journal.LastSequence - feed.Delivered} wait for their shards.");
        }

        return troubles;
    }

    /// <summary>What is no reason to take the node out of service.</summary>
    public IReadOnlyList<string> FindWarnings()
    {
        var warnings = new List<string>();
        if (TickFailure is { } failure)
        {
            warnings.Add(With("The last tick failed", failure));
        }

        if (retention.Trouble is { } trouble)
        {
            warnings.Add(With("Reports that are older than retention.journal cannot be deleted", trouble));
        }

        if (journal.Handiwork is { } handiwork)
        {
            warnings.Add(handiwork);
        }

        if (incidents.Ahead.Concat(causes.Ahead).ToList() is { Count: > 0 } ahead)
        {
            warnings.Add($"The clock was ahead once: the stored incidents {string.Join(", ", ahead.Take(ListedFeeds))}{(ahead.Count > ListedFeeds ? $" and {ahead.Count - ListedFeeds} more" : "")} bear times that are yet to come, and are set aside until the node starts again after them.");
        }

        if (journal.SlowestLately is { } slowest)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The disk is slow: within the last minutes, reports waited {slowest.TotalSeconds:0.0} s for one commit. Reports that cannot wait are turned away."));
        }

        if (damaged.Incidents is { Count: > 0 } histories)
        {
            warnings.Add($"The stored histories of the incidents {string.Join(", ", histories.Take(ListedFeeds))}{(histories.Count > ListedFeeds ? $" and {histories.Count - ListedFeeds} more" : "")} are not as they were written, and are left out. With the node stopped, groundswell store repair sets them aside.");
        }

        if (damaged.Detectors > 0)
        {
            warnings.Add($"{damaged.Detectors} stored states of detectors were not as they were written: those services were learnt again from their counts.");
        }

        warnings.AddRange(journal.Losses.Select(loss => $"{loss} from the journal. What was counted of them stays counted, and is not counted anew by a rebuild."));
        warnings.AddRange(sensing.Breaks.Select(b => With($"The work on {b.What} broke off at {b.At:u}, and began again", b.Reason)));
        var unread = sensing.Standing.Feeds.Where(f => f.Failure is not null).ToList();
        if (unread.Count > 0)
        {
            warnings.Add($"{unread.Count} of {sensing.Standing.Feeds.Count} suppliers' pages cannot be read, and say nothing: "
                + $"{string.Join("; ", unread.Take(ListedFeeds).Select(f => $"{f.Url} ({f.Failure})"))}{(unread.Count > ListedFeeds ? "; more in /api/v1/feeds" : "")}.");
        }

        warnings.AddRange(_losses.Recent(clock.Now).Select(l => $"{l.Value} {LossWords[l.Key]}; the last within ten minutes."));
        return warnings;
    }

    private static string With(string what, string? reason) => reason is null ? $"{what}." : $"{what}: {reason.Trim().TrimEnd('.')}.";
}
