namespace Groundswell.Incidents.Causes;

/// <summary>What attribution says at one time of one cause.</summary>
public sealed record CauseFinding
{
    /// <summary>As deep as it is sure enough.</summary>
    public required CauseName Cause { get; init; }

    /// <summary>Calibrated, of <see cref="Cause"/> at its level.</summary>
    public required double Probability { get; init; }

    public required DateTimeOffset Onset { get; init; }

    /// <summary><see cref="Onset"/> was seen by probes or told from those of services; otherwise it is the time of the first evidence.</summary>
    public bool IsOnsetMeasured { get; init; }

    /// <summary>The whole explanation in one sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>Strongest first; what speaks against it last.</summary>
    public IReadOnlyList<CauseEvidence> Evidence { get; init; } = [];

    /// <summary>Services that are down and that it explains.</summary>
    public IReadOnlyList<ExplainedService> Services { get; init; } = [];

    /// <summary>The cause itself where it is a component, and what it took down.</summary>
    public IReadOnlyList<FailingComponent> Components { get; init; } = [];
}
