namespace Groundswell.Catalogue;

/// <summary>The layer a component works at.</summary>
public enum ComponentKind
{
    Dns,
    Network,
    LoadBalancer,
    Compute,
    Cdn,
    Database,
    ObjectStorage,
    Queue,
    Certificates,
    Identity,
    Payment,
    Messaging,
    Application,
}
