namespace Groundswell.Incidents;

/// <summary>What an incident rests on, which decides in whose words it is told.</summary>
public enum IncidentEvidence
{
    /// <summary>Users report it.</summary>
    Reports,

    /// <summary>Only probes see it; of reports there were hardly more than usual.</summary>
    Probes,

    /// <summary>Users report it and probes see it.</summary>
    ReportsAndProbes,

    /// <summary>Neither is on record: an incident that was stored before probes were, or one that a supplier's word tipped.</summary>
    Other,
}
