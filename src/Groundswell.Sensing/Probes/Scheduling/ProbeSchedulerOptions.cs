namespace Groundswell.Sensing.Probes.Scheduling;

/// <summary>How much runs at once, and how results are handed on.</summary>
public sealed record ProbeSchedulerOptions
{
    /// <summary>Runs at a time, 1 to 100,000; beyond that a run is skipped and counted.</summary>
    public int MostRunning { get; init; } = 2_000;

    /// <summary>By how much of its interval a run may come later than its place, 0 to 0.5.</summary>
    public double Jitter { get; init; } = 0.1;

    /// <summary>Vantages with different seeds probe at different times; the vantage's own name by custom.</summary>
    public string Seed { get; init; } = "";

    /// <summary>Results handed on at once.</summary>
    public int BatchSize { get; init; } = 500;

    /// <summary>A result is handed on after this at the latest.</summary>
    public TimeSpan BatchWait { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Results that wait for a slow sink; beyond that a result is dropped and counted.</summary>
    public int MostWaiting { get; init; } = 50_000;
}
