namespace Groundswell.Sensing.Discovery.Supply;

/// <summary>What is known of a site and one of its name servers. What is unknown is left out, and then decides nothing.</summary>
internal sealed record NameServerEvidence
{
    /// <summary>In lower case.</summary>
    public required string Site { get; init; }

    /// <summary>Host or registrable domain of the name server, in lower case.</summary>
    public required string NameServer { get; init; }

    /// <summary>SOA of the site's zone.</summary>
    public ZoneContact? SiteZone { get; init; }

    /// <summary>SOA of the zone that the name server's own name is in.</summary>
    public ZoneContact? NameServerZone { get; init; }

    /// <summary>Names in the site's certificate.</summary>
    public IReadOnlyList<string> CertificateNames { get; init; } = [];

    /// <summary>Sites that are known to use name servers of this domain.</summary>
    public int SitesServed { get; init; }
}
