namespace Groundswell.Bench.Lives;

/// <summary>Where in an incident a minute lies.</summary>
internal enum LifePhase
{
    /// <summary>Nothing shared fails, and nothing is left of what did.</summary>
    Quiet,
    FirstTen,
    FirstHour,

    /// <summary>Later than the first hour, while the cause fails.</summary>
    Later,

    /// <summary>Another component of the same incident fails.</summary>
    Waves,

    /// <summary>A part works again, or all causes do.</summary>
    Recovery,
}
