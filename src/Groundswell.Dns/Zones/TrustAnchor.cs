using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Zones;

/// <summary>A key that is trusted without a signature: a DS or a DNSKEY of a zone.</summary>
public sealed record TrustAnchor(DomainName Zone, RecordContent Content);
