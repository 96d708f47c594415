using Groundswell.Catalogue;

namespace Groundswell.Attribution;

/// <summary>Which mechanism a kind of component has.</summary>
public static class Mechanisms
{
    /// <summary>How many there are.</summary>
    public const int Count = 8;

    private const string GlobalRegion = "global";

    /// <param name="kind">The component's kind.</param>
    /// <param name="region">Its region: a DNS component of one region is an endpoint's record, a global one is a set of name servers.</param>
    public static Mechanism Of(ComponentKind kind, string region) => kind switch
    {
        ComponentKind.Dns => region == GlobalRegion ? Mechanism.NameServers : Mechanism.EndpointRecord,
        ComponentKind.Network => Mechanism.Network,
        ComponentKind.LoadBalancer => Mechanism.LoadBalancer,
        ComponentKind.Compute => Mechanism.Compute,
        ComponentKind.Cdn => Mechanism.Edge,
        ComponentKind.Certificates => Mechanism.Certificates,
        _ => Mechanism.Application,
    };
}
