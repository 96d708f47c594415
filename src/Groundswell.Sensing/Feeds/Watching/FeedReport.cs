using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Watching;

/// <summary>What one asking of one feed came to. Given every time, so that a feed that is silent can be told from one that is not asked.</summary>
public sealed record FeedReport
{
    public required FeedSubscription Feed { get; init; }

    public required DateTimeOffset At { get; init; }

    public required FeedCondition Condition { get; init; }

    /// <summary>What is new; empty where nothing is, or the page could not be read.</summary>
    public required IReadOnlyList<FeedChange> Changes { get; init; }

    /// <summary>All that the page says is going on, as last read.</summary>
    public required IReadOnlyList<Notice> Open { get; init; }

    /// <summary>Names on the page that no rule of the catalogue fits, for the operator.</summary>
    public required IReadOnlyList<string> Unmapped { get; init; }
}
