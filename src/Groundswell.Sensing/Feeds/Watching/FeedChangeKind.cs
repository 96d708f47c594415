namespace Groundswell.Sensing.Feeds.Watching;

/// <summary>What changed on a page between two readings.</summary>
public enum FeedChangeKind
{
    /// <summary>The page did not say so before.</summary>
    FirstSeen,

    /// <summary>It says it otherwise than before, or says again that it goes on after it had said that it is over.</summary>
    Revised,

    /// <summary>The page says that it is over.</summary>
    Resolved,

    /// <summary>The page says no more of it. Pages that list only what is open end things in this way.</summary>
    Vanished,
}
