using Groundswell.Catalogue;

namespace Groundswell.Attribution;

/// <summary>What is taken for granted of edges and components before any incident has taught better; docs/attribution.md.</summary>
public static class EdgeDefaults
{
    /// <summary>Median minutes from a component's failure to that of a service that needs it.</summary>
    public const double MinutesToService = 2;

    /// <summary>The same to another component.</summary>
    public const double MinutesToComponent = 3;

    /// <summary>P(the dependent fails | the component fails wholly), from how much it needs it and how that is known.</summary>
    public static double Weight(Dependency dependency) => Weight(dependency.Criticality) * Confidence(dependency);

    /// <summary>P(the dependent fails | the component fails wholly), if the edge is real.</summary>
    public static double Weight(Criticality criticality) => criticality switch
    {
        Criticality.Hard => 0.85,
        Criticality.Degraded => 0.45,
        _ => 0.08,
    };

    /// <summary>P(the edge is real), by the surest of its evidence.</summary>
    public static double Confidence(Dependency dependency) => dependency.Evidence.Select(e => e.Kind).DefaultIfEmpty(EvidenceKind.Assumed).Min() switch
    {
        EvidenceKind.Stated => 0.95,
        EvidenceKind.Observed => 0.95,
        EvidenceKind.Reported => 0.8,
        _ => 0.6,
    };

    /// <summary>P(a component of this kind fails by itself within a window of two hours).</summary>
    public static double Prior(ComponentKind kind) => kind switch
    {
        ComponentKind.Cdn or ComponentKind.Identity or ComponentKind.Payment or ComponentKind.Application => 6e-4,
        ComponentKind.Messaging => 5e-4,
        ComponentKind.Dns => 4e-4,
        ComponentKind.Compute or ComponentKind.Database => 3e-4,
        ComponentKind.Queue => 1.5e-4,
        _ => 2e-4,
    };
}
