namespace Groundswell.Incidents.Causes;

/// <summary>In what order the services of an incident came back.</summary>
public enum RecoveryPattern
{
    /// <summary>None that chance would not give as well.</summary>
    NoOrder,

    /// <summary>Nearly all together, as when what all of them need comes back.</summary>
    AtOnce,

    /// <summary>Those that fell first came back first.</summary>
    AsTheyFell,

    /// <summary>Those that fell last came back first.</summary>
    InReverse,
}
