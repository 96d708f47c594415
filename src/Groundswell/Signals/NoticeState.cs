namespace Groundswell.Signals;

/// <summary>What a supplier says of a component, worst last but for the two that are no trouble of its own.</summary>
public enum NoticeState
{
    /// <summary>It says so, or could not be read: not good, not bad.</summary>
    Unknown,
    Operational,

    /// <summary>Planned work that goes on now.</summary>
    Maintenance,
    Degraded,
    PartialOutage,
    MajorOutage,
}
