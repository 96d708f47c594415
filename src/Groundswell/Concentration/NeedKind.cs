using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>What the failure of a need does to the one who needs it.</summary>
/// <param name="Criticality">How much it is needed.</param>
/// <param name="Fallback">Chance that the dependent carries on without it, 0 to 1.</param>
internal readonly record struct NeedKind(Criticality Criticality, double Fallback)
{
    /// <summary>The strongest criticality at which a failure is passed on for certain: a hard need that has a fallback is no longer one.</summary>
    public Criticality Level => Criticality == Criticality.Hard && Fallback > 0 ? Criticality.Degraded : Criticality;
}
