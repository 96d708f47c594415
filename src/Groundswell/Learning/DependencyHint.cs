using Groundswell.Catalogue;

namespace Groundswell.Learning;

/// <summary>A service that keeps failing with a component that it does not need by any way that the catalogue knows. For a person to look into; nothing takes it for true.</summary>
public sealed record DependencyHint
{
    public required ServiceId Service { get; init; }

    public required ComponentId Component { get; init; }

    /// <summary>Outages of the component in which the service was watched and nothing else explains how it fared.</summary>
    public required int Incidents { get; init; }

    /// <summary>Those in which it failed too, the latest first.</summary>
    public required IReadOnlyList<HintCase> Cases { get; init; }

    /// <summary>How often the service began to fail in other times as long, 0 to 1. The posterior takes no less than 0.02: beside a large outage more is reported than fails.</summary>
    public required double BaseRate { get; init; }

    /// <summary>P(it needs the component), as far as these outages tell.</summary>
    public required double Posterior { get; init; }

    /// <summary>What it may be entered as: hard where it nearly always failed too.</summary>
    public required Criticality Criticality { get; init; }
}
