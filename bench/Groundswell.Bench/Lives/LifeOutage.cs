namespace Groundswell.Bench.Lives;

/// <summary>A component that fails of itself for a time, in minutes of a life.</summary>
internal sealed record LifeOutage
{
    public required int Component { get; init; }

    public required double From { get; init; }

    /// <summary>When it works again.</summary>
    public required double To { get; init; }

    /// <summary>Outages of one incident share a number: a later one was triggered by an earlier one.</summary>
    public required int Incident { get; init; }

    /// <summary>From 2 on it is a later wave.</summary>
    public int Wave { get; init; } = 1;

    /// <summary>When a part of what it took down works again; null where all does at the end.</summary>
    public double? PartialAt { get; init; }

    /// <summary>How large that part is.</summary>
    public double PartialShare { get; init; }

    /// <summary>When that part fails again; null where it does not.</summary>
    public double? RelapseAt { get; init; }

    /// <summary>Mean minutes that a service needs beyond the repair.</summary>
    public double Linger { get; init; } = 8;

    /// <summary>From here on most probes see it well although users do not; null where probes see what users see.</summary>
    public double? ProbesWellAt { get; init; }
}
