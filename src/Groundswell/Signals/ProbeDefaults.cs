namespace Groundswell.Signals;

/// <summary>What holds for probes whose definition does not say.</summary>
public sealed record ProbeDefaults
{
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    public int Retries { get; init; } = 1;

    /// <summary>Whether the host names of services and components without probes of their own are tried.</summary>
    public bool Implied { get; init; } = true;

    /// <summary>How often a service's host name is tried where nothing is said: a guest's interval, as nobody asked for it.</summary>
    public TimeSpan ImpliedServiceInterval { get; init; } = TimeSpan.FromMinutes(2);
}
