namespace Groundswell.Sensing.Feeds.Statuspages;

/// <summary>What an entry of a feed says of its incident or its planned work.</summary>
internal enum HistoryWord
{
    Open,
    Over,

    /// <summary>Work that is planned, and not said to go on.</summary>
    Announced,

    /// <summary>Planned work that goes on.</summary>
    AtWork,
}
