namespace Groundswell.Incidents.Causes;

/// <summary>The sorts of evidence for or against a cause.</summary>
public enum CauseEvidenceKind
{
    /// <summary>What probes of the component itself see.</summary>
    Probes,

    /// <summary>How many of those that depend on it are down.</summary>
    Dependants,

    /// <summary>When they fell.</summary>
    Onsets,

    /// <summary>What its supplier says.</summary>
    Notices,
}
