namespace Groundswell.Catalogue;

/// <summary>What happens to the dependent when the dependency fails.</summary>
public enum Criticality
{
    /// <summary>It fails too.</summary>
    Hard,

    /// <summary>Part of it fails, or it slows down.</summary>
    Degraded,

    /// <summary>Its users hardly notice.</summary>
    Soft,
}
