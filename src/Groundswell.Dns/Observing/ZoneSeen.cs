using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Observing;

/// <summary>A zone on the way to a name.</summary>
public sealed record ZoneSeen
{
    public required DomainName Zone { get; init; }

    /// <summary>The zone above; null for the root.</summary>
    public required DomainName? Parent { get; init; }

    /// <summary>Names in the parent's NS records, from all of its servers.</summary>
    public required IReadOnlyList<HostSeen> Hosts { get; init; }

    /// <summary>Names that only the zone itself has in its NS records.</summary>
    public IReadOnlyList<HostSeen> MoreHosts { get; init; } = [];

    /// <summary>What their own zones say of those servers' names that stand outside of this zone and whose addresses the parent gives along all the same.</summary>
    public IReadOnlyList<HostSeen> Checked { get; init; } = [];

    /// <summary>Every address of those names.</summary>
    public required IReadOnlyList<ServerSeen> Servers { get; init; }

    /// <summary>Whether the parent's servers answered for this zone themselves: they serve both, and so give no referral and no glue.</summary>
    public bool IsServedByParent { get; init; }
}
