using Groundswell.Catalogue;

namespace Groundswell.Signals;

/// <summary>
/// What suppliers say at present, and what they said lately. Not safe for use by several threads at once.
/// </summary>
public sealed class NoticeBoard
{
    /// <summary>Notices are remembered for so long after the last word on them.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(2);

    private readonly Dictionary<(string Provider, Uri? Feed, string Incident, string Named, ComponentId? Component), NoticeThread> _threads = [];

    /// <summary>Takes a notice: a new one, or a revision.</summary>
    /// <returns>The thread it belongs to as it is now; null where it says nothing new.</returns>
    public NoticeThread? Apply(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var key = (notice.Provider, notice.Feed, notice.Incident, notice.Named, notice.Component);
        var before = _threads.GetValueOrDefault(key);
        if (before is not null && (notice.SeenAt < before.Latest.SeenAt || IsSame(before.Latest, notice)))
        {
            return null;
        }

        // A component's bare condition has no key: what begins after its end is a new thread.
        var begins = before is null || (before.Latest.Resolved && !notice.Resolved && notice.Incident.Length == 0);
        return _threads[key] = begins
            ? new NoticeThread(notice.PostedAt, notice.SeenAt, notice, notice.Resolved ? notice.SeenAt : null)
            : before! with
            {
                Latest = notice,
                StateSince = (notice.State, notice.Resolved) == (before!.Latest.State, before.Latest.Resolved) ? before.StateSince : notice.RevisedAt,
                PostedAt = notice.PostedAt < before.PostedAt ? notice.PostedAt : before.PostedAt,
                ResolvedAt = notice.Resolved ? before.ResolvedAt ?? notice.SeenAt : null,
            };
    }

    /// <summary>Forgets what was last revised long ago and is over.</summary>
    public void Forget(DateTimeOffset now)
    {
        foreach (var (key, thread) in _threads.ToList())
        {
            if (thread.ResolvedAt is { } resolved && now - resolved > Remembered)
            {
                _threads.Remove(key);
            }
        }
    }

    /// <summary>What was read at a time that is yet to come, as the clock was ahead then, was read by now: else no later word on it would be taken.</summary>
    public void TurnBack(DateTimeOffset now)
    {
        foreach (var (key, thread) in _threads.ToList())
        {
            if (thread.Latest.SeenAt > now)
            {
                _threads[key] = thread with { Latest = thread.Latest with { SeenAt = now } };
            }
        }
    }

    /// <summary>Forgets threads that are not to be kept.</summary>
    public void Keep(Func<NoticeThread, bool> isKept)
    {
        foreach (var (key, thread) in _threads.ToList())
        {
            if (!isKept(thread))
            {
                _threads.Remove(key);
            }
        }
    }

    /// <summary>All threads, the one posted last first.</summary>
    public IReadOnlyList<NoticeThread> Threads => [.. _threads.Values.OrderByDescending(t => t.PostedAt).ThenBy(t => t.Latest.Named, StringComparer.Ordinal)];

    private static bool IsSame(Notice a, Notice b) => a with { SeenAt = b.SeenAt } == b;
}
