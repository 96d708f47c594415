namespace Groundswell.Dns.Observing;

/// <summary>What came of looking for the addresses of a server's name.</summary>
public enum HostOutcome
{
    /// <summary>The parent gave them along (glue).</summary>
    Glued,

    Found,

    /// <summary>The name does not exist.</summary>
    NoSuchName,

    /// <summary>The name exists without an address.</summary>
    Empty,

    /// <summary>Its address can be learned only from servers that wait for it.</summary>
    Circular,

    /// <summary>The servers that know its address did not say it.</summary>
    Unanswered,
}
