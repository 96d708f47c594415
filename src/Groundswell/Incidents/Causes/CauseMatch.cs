namespace Groundswell.Incidents.Causes;

/// <summary>How a finding belongs to an incident.</summary>
internal enum CauseMatch
{
    None,

    /// <summary>It names the same cause, more or less deeply.</summary>
    Same,

    /// <summary>It names what the incident's cause itself stands on.</summary>
    Deeper,

    /// <summary>It names something that stands on what failed in the incident: the one triggered the other.</summary>
    Triggered,

    /// <summary>It explains the same services by another component.</summary>
    Rival,
}
