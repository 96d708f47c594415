namespace Groundswell.Incidents.Causes;

/// <summary>How precisely a cause is named: as deeply as the probability allows.</summary>
public enum CauseLevel
{
    /// <summary>Something of a provider fails.</summary>
    Provider,

    /// <summary>Something in one of a provider's regions fails.</summary>
    Region,

    /// <summary>One component fails.</summary>
    Component,
}
