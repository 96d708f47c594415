using System.Net;

namespace Groundswell.Dns.Wire;

/// <summary>
/// What a record says: a closed set, by the shape of the content. Types without a shape of their own are <see cref="Raw"/> (RFC 3597).
/// </summary>
public abstract partial record RecordContent
{
    private RecordContent()
    {
    }

    /// <summary>A and AAAA.</summary>
    public sealed record Address(IPAddress Value) : RecordContent;

    /// <summary>NS, CNAME, PTR and DNAME: one name.</summary>
    public sealed record Target(DomainName Name) : RecordContent;

    /// <summary>SOA. Times in seconds.</summary>
    public sealed record Soa(DomainName Primary, DomainName Mailbox, uint Serial, uint Refresh, uint Retry, uint Expire, uint NegativeTtl) : RecordContent;

    /// <summary>MX.</summary>
    public sealed record Mx(ushort Preference, DomainName Exchange) : RecordContent;

    /// <summary>TXT: one string or more, each of at most 255 octets.</summary>
    public sealed record Txt(IReadOnlyList<ReadOnlyMemory<byte>> Strings) : RecordContent;

    /// <summary>SRV (RFC 2782).</summary>
    public sealed record Srv(ushort Priority, ushort Weight, ushort Port, DomainName Host) : RecordContent;

    /// <summary>CAA (RFC 8659).</summary>
    public sealed record Caa(byte Flags, ReadOnlyMemory<byte> Tag, ReadOnlyMemory<byte> Value) : RecordContent;

    /// <summary>SVCB and HTTPS (RFC 9460); the parameters as they came.</summary>
    public sealed record Svcb(ushort Priority, DomainName Host, ReadOnlyMemory<byte> Parameters) : RecordContent;

    /// <summary>DS and CDS (RFC 4034).</summary>
    public sealed record Ds(ushort KeyTag, byte Algorithm, byte DigestType, ReadOnlyMemory<byte> Digest) : RecordContent;

    /// <summary>DNSKEY and CDNSKEY (RFC 4034).</summary>
    public sealed record DnsKey(ushort Flags, byte Protocol, byte Algorithm, ReadOnlyMemory<byte> Key) : RecordContent
    {
        private const ushort ZoneFlag = 0x0100;
        private const ushort RevokeFlag = 0x0080;

        /// <summary>Whether it may sign a zone at all (RFC 4034, section 2.1.1).</summary>
        public bool IsZoneKey => (Flags & ZoneFlag) != 0 && Protocol == 3;

        /// <summary>RFC 5011.</summary>
        public bool IsRevoked => (Flags & RevokeFlag) != 0;
    }

    /// <summary>RRSIG (RFC 4034). Times in seconds, to be compared as serial numbers.</summary>
    public sealed record Rrsig(
        RecordType Covered, byte Algorithm, byte Labels, uint OriginalTtl, uint Expiration, uint Inception, ushort KeyTag, DomainName Signer, ReadOnlyMemory<byte> Signature)
        : RecordContent
    {
        /// <summary>All but the signature: what the signature itself begins with.</summary>
        internal void WriteSigned(ref WireWriter writer, NameForm form)
        {
            writer.WriteUInt16((ushort)Covered);
            writer.WriteByte(Algorithm);
            writer.WriteByte(Labels);
            writer.WriteUInt32(OriginalTtl);
            writer.WriteUInt32(Expiration);
            writer.WriteUInt32(Inception);
            writer.WriteUInt16(KeyTag);
            writer.WriteName(Signer, form);
        }
    }

    /// <summary>NSEC (RFC 4034).</summary>
    public sealed record Nsec(DomainName Next, TypeBitmap Types) : RecordContent;

    /// <summary>NSEC3 (RFC 5155).</summary>
    public sealed record Nsec3(byte HashAlgorithm, byte Flags, ushort Iterations, ReadOnlyMemory<byte> Salt, ReadOnlyMemory<byte> NextHash, TypeBitmap Types) : RecordContent
    {
        /// <summary>Whether unsigned delegations may lie within its span.</summary>
        public bool IsOptOut => (Flags & 1) != 0;
    }

    /// <summary>NSEC3PARAM (RFC 5155).</summary>
    public sealed record Nsec3Param(byte HashAlgorithm, byte Flags, ushort Iterations, ReadOnlyMemory<byte> Salt) : RecordContent;

    /// <summary>Any other; names in it that may be compressed have been written out.</summary>
    public sealed record Raw(RecordType Type, ReadOnlyMemory<byte> Octets) : RecordContent;
}
