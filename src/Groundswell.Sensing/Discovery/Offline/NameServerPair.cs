namespace Groundswell.Sensing.Discovery.Offline;

/// <summary>One row that was read: a site and one of its name servers.</summary>
/// <param name="Site">In lower case.</param>
/// <param name="NameServer">In lower case.</param>
/// <param name="SiteZone">MNAME and RNAME of the site's zone, where the row has them.</param>
/// <param name="NameServerZone">Those of the name server's zone.</param>
public sealed record NameServerPair(string Site, string NameServer, (string Server, string Contact)? SiteZone, (string Server, string Contact)? NameServerZone);
