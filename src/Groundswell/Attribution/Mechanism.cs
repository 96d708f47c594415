namespace Groundswell.Attribution;

/// <summary>What a failing component makes its dependants look like from outside.</summary>
public enum Mechanism
{
    /// <summary>Name servers of many: a provider of DNS.</summary>
    NameServers,

    /// <summary>The records of one endpoint, such as a database's regional hostname.</summary>
    EndpointRecord,

    Network,

    LoadBalancer,

    Compute,

    Edge,

    Certificates,

    /// <summary>Anything behind a server that still answers: databases, queues, identity, payments. Its dependants show errors, and it hides what broke it.</summary>
    Application,
}
