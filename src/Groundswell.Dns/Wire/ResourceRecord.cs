using System.Globalization;

namespace Groundswell.Dns.Wire;

/// <summary>One record of a message or zone.</summary>
public sealed record ResourceRecord
{
    public required DomainName Name { get; init; }

    public required RecordType Type { get; init; }

    public RecordClass Class { get; init; } = RecordClass.Internet;

    /// <summary>Seconds; one with the highest bit set counts as zero (RFC 2181, section 8).</summary>
    public required uint Ttl { get; init; }

    public required RecordContent Content { get; init; }

    /// <summary>Name, TTL, type and content, as in a zone file.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Ttl} {Type.ToText()} {Content.ToText()}");
}
