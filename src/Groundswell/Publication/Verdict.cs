namespace Groundswell.Publication;

/// <summary>The published answer for a service.</summary>
public enum Verdict
{
    /// <summary>Not enough is known, or what is known is old. Never shown as "operational".</summary>
    Unknown,

    /// <summary>No more reports than usual.</summary>
    Up,

    /// <summary>More reports than usual; perhaps a problem.</summary>
    Suspect,

    /// <summary>Users have trouble.</summary>
    Down,

    /// <summary>It was down; reports are back to the usual.</summary>
    Recovering,

    /// <summary>More reports than usual, but not because of this service: many services share the rise, or another's outage brings them.</summary>
    Busy,

    /// <summary>Nothing is seen of it, and something that it cannot do without fails. It is not down.</summary>
    AtRisk,

    /// <summary>Its own supplier's status page says that it fails, and nothing else is seen of it. It is not counted as down.</summary>
    Declared,
}
