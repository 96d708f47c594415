namespace Groundswell.Sensing.Probes.Scheduling;

/// <summary>What a scheduler has done since it was made.</summary>
public sealed record ProbeSchedulerCounts
{
    public required int Configured { get; init; }

    public required int Running { get; init; }

    public required long Started { get; init; }

    public required long Finished { get; init; }

    /// <summary>Runs left out since the one before had not ended.</summary>
    public required long SkippedAsRunning { get; init; }

    /// <summary>Runs left out since as many were under way as may be.</summary>
    public required long SkippedAsFull { get; init; }

    /// <summary>Runs that began more than a second after their time.</summary>
    public required long Late { get; init; }

    /// <summary>Results that the sink was too slow for.</summary>
    public required long Dropped { get; init; }

    /// <summary>Runs that ended in a fault of ours, which says nothing of a target.</summary>
    public required long Broken { get; init; }

    /// <summary>By how much runs began too late: 99 of 100 by no more than this.</summary>
    public required TimeSpan Lateness99 { get; init; }
}
