namespace Groundswell.Attribution;

/// <summary>Kinds of evidence; an explanation says what each is worth.</summary>
[Flags]
public enum EvidenceFamily
{
    None = 0,

    /// <summary>Users' reports and their absence.</summary>
    Reports = 1,

    /// <summary>Probes of the components themselves.</summary>
    ComponentProbes = 2,

    /// <summary>Probes of the services that depend on them.</summary>
    ServiceProbes = 4,

    /// <summary>When each service's reports began.</summary>
    Timing = 8,

    /// <summary>Suppliers' notices and their silence.</summary>
    Notices = 16,

    All = Reports | ComponentProbes | ServiceProbes | Timing | Notices,
}
