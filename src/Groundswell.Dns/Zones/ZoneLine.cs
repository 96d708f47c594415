using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Zones;

/// <summary>An entry of a zone file, its content still in words.</summary>
internal sealed record ZoneLine(DomainName Owner, RecordType Type, IReadOnlyList<string> Fields, int Line);
