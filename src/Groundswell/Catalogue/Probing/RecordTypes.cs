namespace Groundswell.Catalogue.Probing;

/// <summary>The types of DNS records that a probe can ask for.</summary>
public static class RecordTypes
{
    public static IReadOnlyList<string> All { get; } = ["A", "AAAA", "CAA", "CNAME", "DNSKEY", "DS", "HTTPS", "MX", "NS", "PTR", "SOA", "SRV", "SVCB", "TXT"];
}
