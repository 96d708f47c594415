using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Groundswell.Dns.Wire;

public abstract partial record RecordContent
{
    /// <summary>Reads the content of a record; it must be filled exactly.</summary>
    /// <param name="type">Type of the record.</param>
    /// <param name="reader">Reader that ends where the content ends.</param>
    /// <param name="content">The content.</param>
    public static bool TryRead(RecordType type, WireReader reader, [NotNullWhen(true)] out RecordContent? content)
    {
        content = type switch
        {
            RecordType.A => ReadAddress(ref reader, 4),
            RecordType.Aaaa => ReadAddress(ref reader, 16),
            RecordType.Ns or RecordType.Cname or RecordType.Ptr or RecordType.Dname => reader.TryReadName(out var target) ? new Target(target) : null,
            RecordType.Soa => ReadSoa(ref reader),
            RecordType.Mx => reader.TryReadUInt16(out var preference) && reader.TryReadName(out var exchange) ? new Mx(preference, exchange) : null,
            RecordType.Txt => ReadTxt(ref reader),
            RecordType.Srv => ReadSrv(ref reader),
            RecordType.Caa => ReadCaa(ref reader),
            RecordType.Svcb or RecordType.Https => reader.TryReadUInt16(out var priority) && reader.TryReadName(out var host) ? new Svcb(priority, host, Rest(ref reader)) : null,
            RecordType.Ds or RecordType.Cds => ReadDs(ref reader),
            RecordType.DnsKey or RecordType.CdnsKey => ReadDnsKey(ref reader),
            RecordType.Rrsig => ReadRrsig(ref reader),
            RecordType.Nsec => reader.TryReadName(out var next) && TryReadTypes(ref reader, out var types) ? new Nsec(next, types) : null,
            RecordType.Nsec3 => ReadNsec3(ref reader),
            RecordType.Nsec3Param => ReadNsec3Param(ref reader),
            _ => RawLayout.TryReadPlain(type, ref reader, out var octets) ? new Raw(type, octets) : null,
        };
        return content is not null && reader.Remaining == 0;
    }

    private static ReadOnlyMemory<byte> Rest(ref WireReader reader) => reader.TryReadBytes(reader.Remaining, out var rest) ? rest.ToArray() : default;

    private static Address? ReadAddress(ref WireReader reader, int length) => reader.TryReadBytes(length, out var octets) ? new Address(new IPAddress(octets)) : null;

    private static Soa? ReadSoa(ref WireReader reader) => reader.TryReadName(out var primary) && reader.TryReadName(out var mailbox)
        && reader.TryReadUInt32(out var serial) && reader.TryReadUInt32(out var refresh) && reader.TryReadUInt32(out var retry)
        && reader.TryReadUInt32(out var expire) && reader.TryReadUInt32(out var negative)
            ? new Soa(primary, mailbox, serial, refresh, retry, expire, negative)
            : null;

    private static Txt? ReadTxt(ref WireReader reader)
    {
        var strings = new List<ReadOnlyMemory<byte>>();
        while (reader.Remaining > 0)
        {
            if (!reader.TryReadCharacters(out var characters))
            {
                return null;
            }

            strings.Add(characters.ToArray());
        }

        return strings.Count > 0 ? new Txt(strings) : null;
    }

    private static Srv? ReadSrv(ref WireReader reader) => reader.TryReadUInt16(out var priority) && reader.TryReadUInt16(out var weight)
        && reader.TryReadUInt16(out var port) && reader.TryReadName(out var host)
            ? new Srv(priority, weight, port, host)
            : null;

    private static Caa? ReadCaa(ref WireReader reader)
    {
        if (!reader.TryReadByte(out var flags) || !reader.TryReadCharacters(out var tag))
        {
            return null;
        }

        var owned = tag.ToArray();
        return new Caa(flags, owned, Rest(ref reader));
    }

    private static Ds? ReadDs(ref WireReader reader) => reader.TryReadUInt16(out var tag) && reader.TryReadByte(out var algorithm) && reader.TryReadByte(out var digest)
        ? new Ds(tag, algorithm, digest, Rest(ref reader))
        : null;

    private static DnsKey? ReadDnsKey(ref WireReader reader) => reader.TryReadUInt16(out var flags) && reader.TryReadByte(out var protocol) && reader.TryReadByte(out var algorithm)
        ? new DnsKey(flags, protocol, algorithm, Rest(ref reader))
        : null;

    private static Rrsig? ReadRrsig(ref WireReader reader) => reader.TryReadUInt16(out var covered) && reader.TryReadByte(out var algorithm)
        && reader.TryReadByte(out var labels) && reader.TryReadUInt32(out var ttl) && reader.TryReadUInt32(out var expiration)
        && reader.TryReadUInt32(out var inception) && reader.TryReadUInt16(out var tag) && reader.TryReadName(out var signer)
            ? new Rrsig((RecordType)covered, algorithm, labels, ttl, expiration, inception, tag, signer, Rest(ref reader))
            : null;

    private static Nsec3? ReadNsec3(ref WireReader reader)
    {
        if (!reader.TryReadByte(out var hash) || !reader.TryReadByte(out var flags) || !reader.TryReadUInt16(out var iterations)
            || !reader.TryReadCharacters(out var salt) || !reader.TryReadCharacters(out var next))
        {
            return null;
        }

        var (ownSalt, ownNext) = (salt.ToArray(), next.ToArray());
        return TryReadTypes(ref reader, out var types) ? new Nsec3(hash, flags, iterations, ownSalt, ownNext, types) : null;
    }

    private static Nsec3Param? ReadNsec3Param(ref WireReader reader) => reader.TryReadByte(out var hash) && reader.TryReadByte(out var flags)
        && reader.TryReadUInt16(out var iterations) && reader.TryReadCharacters(out var salt)
            ? new Nsec3Param(hash, flags, iterations, salt.ToArray())
            : null;

    private static bool TryReadTypes(ref WireReader reader, out TypeBitmap types)
    {
        types = default;
        return reader.TryReadBytes(reader.Remaining, out var octets) && TypeBitmap.TryRead(octets, out types);
    }
}
