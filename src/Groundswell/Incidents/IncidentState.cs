namespace Groundswell.Incidents;

/// <summary>Where an incident stands in its life.</summary>
public enum IncidentState
{
    /// <summary>The detector says down; seen once.</summary>
    Detected,

    /// <summary>It has stayed down long enough, or is large enough, to be told to everyone.</summary>
    Confirmed,

    /// <summary>Reports fit the baseline again; watched for a second wave.</summary>
    Recovering,

    /// <summary>Over. A later wave within the reopening time opens it again.</summary>
    Resolved,
}
