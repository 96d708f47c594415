using Groundswell.Sensing.Probes;

namespace Groundswell.Sensing.Vantages;

/// <summary>How an agent works.</summary>
public sealed record AgentOptions
{
    /// <summary>With a path where the node stands behind one, such as <c>https://example.com/status</c>.</summary>
    public required Uri Server { get; init; }

    public required VantageToken Token { get; init; }

    /// <summary>Where batches wait while the node is away, and the plan for a start without it.</summary>
    public required string Folder { get; init; }

    /// <summary>How often the plan is asked for. Default 30 s.</summary>
    public TimeSpan PlanEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long results are gathered before they are kept, and how often they are sent. Default 2 s.</summary>
    public TimeSpan SendEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Batches that may wait on disk. Default 20,000: half a day of one every two seconds.</summary>
    public int MostBatches { get; init; } = 20_000;

    /// <summary>Octets that may wait on disk. Default 256 MiB.</summary>
    public long MostBytes { get; init; } = 256L << 20;

    /// <summary>From where and how probes run; the vantage is set by the token.</summary>
    public ProbeRunnerOptions Probing { get; init; } = new();
}
