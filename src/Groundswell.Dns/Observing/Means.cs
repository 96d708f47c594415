namespace Groundswell.Dns.Observing;

/// <summary>What carries a question to an authoritative server: networks let through one and not another.</summary>
public enum Means
{
    /// <summary>By UDP, with EDNS.</summary>
    Edns,

    /// <summary>By UDP, without.</summary>
    Plain,

    Tcp,
}
