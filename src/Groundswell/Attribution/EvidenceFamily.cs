namespace Groundswell.Attribution;

/// <summary>Kinds of evidence, each of which can be left out to see what it is worth.</summary>
public enum EvidenceFamily
{
    /// <summary>Users' reports of services that seem down.</summary>
    Reports,

    /// <summary>Their absence.</summary>
    Silence,

    /// <summary>Probes of the components themselves.</summary>
    ComponentProbes,

    /// <summary>Probes of the services that depend on them.</summary>
    ServiceProbes,

    /// <summary>When each service's reports began.</summary>
    Timing,

    /// <summary>Suppliers' notices and their silence.</summary>
    Notices,
}
