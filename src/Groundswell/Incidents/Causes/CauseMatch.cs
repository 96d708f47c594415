namespace Groundswell.Incidents.Causes;

/// <summary>How a finding belongs to an incident; the closest first.</summary>
internal enum CauseMatch
{
    /// <summary>It names the same cause, more or less deeply.</summary>
    Same,

    /// <summary>It names what the incident's cause itself stands on.</summary>
    Deeper,

    /// <summary>It names something that stands on what failed in the incident: the one triggered the other.</summary>
    Triggered,

    /// <summary>It explains most of what is down in the incident by another component.</summary>
    Rival,

    /// <summary>It explains some of what the incident explains, and nothing else speaks for it.</summary>
    Part,

    None,
}
