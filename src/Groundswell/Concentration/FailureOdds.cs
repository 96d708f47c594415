using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>
/// How likely a failure is passed on to who needs what failed. Assumptions, not measurements: the catalogue knows three words, and a
/// number must stand for each (docs/concentration.md).
/// </summary>
public sealed record FailureOdds
{
    public static FailureOdds Default { get; } = new();

    /// <summary>Chance that a hard need passes a failure on, 0 to 1. Default 1: the catalogue says that the dependent fails too.</summary>
    public double Hard { get; init; } = 1;

    /// <summary>Chance that users of a dependent notice when a need marked degraded fails, 0 to 1. Default 0.5.</summary>
    public double Degraded { get; init; } = 0.5;

    /// <summary>The same for a soft need. Default 0.1.</summary>
    public double Soft { get; init; } = 0.1;

    internal double Of(NeedKind kind) => (1 - kind.Fallback) * kind.Criticality switch
    {
        Criticality.Hard => Hard,
        Criticality.Degraded => Degraded,
        _ => Soft,
    };
}
