using System.Net;
using CsCheck;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Tests.Wire;

/// <summary>Names, contents and messages of every kind.</summary>
internal static class Gens
{
    public static readonly Gen<byte[]> Label = Gen.Byte.Array[1, 12];

    public static readonly Gen<DomainName> Name = Gen.OneOf(
        Any("example.org", "www.example.org", "WWW.Example.org", "org", ".", "a.b.c.example.org", "*.example.org").Select(t => DomainName.Parse(t)),
        Label.Array[0, 6].Select(labels => labels.Aggregate(DomainName.Root, (name, label) => name.Prepend(label) ?? name)));

    public static readonly Gen<ReadOnlyMemory<byte>> Octets = Gen.Byte.Array[0, 40].Select(b => new ReadOnlyMemory<byte>(b));

    private static readonly Gen<TypeBitmap> Types = Gen.UShort[1, 600].Array[0, 8].Select(t => TypeBitmap.Of([.. t.Select(n => (RecordType)n)]));

    private static readonly Gen<(RecordType Type, RecordContent Content)> Plain = Gen.OneOf<(RecordType, RecordContent)>(
        Gen.Byte.Array[4].Select(b => (RecordType.A, (RecordContent)new RecordContent.Address(new IPAddress(b)))),
        Gen.Byte.Array[16].Select(b => (RecordType.Aaaa, (RecordContent)new RecordContent.Address(new IPAddress(b)))),
        Gen.Select(Any(RecordType.Ns, RecordType.Cname, RecordType.Ptr, RecordType.Dname), Name, (t, n) => (t, (RecordContent)new RecordContent.Target(n))),
        Gen.Select(Name, Name, Gen.UInt, Gen.UInt, (p, m, s, x) => (RecordType.Soa, (RecordContent)new RecordContent.Soa(p, m, s, x, x, x, x))),
        Gen.Select(Gen.UShort, Name, (p, n) => (RecordType.Mx, (RecordContent)new RecordContent.Mx(p, n))),
        Octets.Array[1, 4].Select(s => (RecordType.Txt, (RecordContent)new RecordContent.Txt(s))),
        Gen.Select(Gen.UShort, Name, (p, n) => (RecordType.Srv, (RecordContent)new RecordContent.Srv(p, p, p, n))),
        Gen.Select(Gen.Byte, Octets, Octets, (f, t, v) => (RecordType.Caa, (RecordContent)new RecordContent.Caa(f, t, v))),
        Gen.Select(Any(RecordType.Svcb, RecordType.Https), Gen.UShort, Name, Octets, (t, p, n, o) => (t, (RecordContent)new RecordContent.Svcb(p, n, o))),
        Gen.Select(Gen.UShort[60_000, 65_000], Octets, (t, o) => ((RecordType)t, (RecordContent)new RecordContent.Raw((RecordType)t, o))));

    private static readonly Gen<(RecordType Type, RecordContent Content)> Security = Gen.OneOf<(RecordType, RecordContent)>(
        Gen.Select(Gen.UShort, Gen.Byte, Octets, (t, a, d) => (RecordType.Ds, (RecordContent)new RecordContent.Ds(t, a, a, d))),
        Gen.Select(Gen.UShort, Gen.Byte, Octets, (f, a, k) => (RecordType.DnsKey, (RecordContent)new RecordContent.DnsKey(f, a, a, k))),
        Gen.Select(Gen.Byte, Gen.UInt, Name, Octets, (b, i, n, s) => (RecordType.Rrsig, (RecordContent)new RecordContent.Rrsig(RecordType.A, b, b, i, i, i, (ushort)i, n, s))),
        Gen.Select(Name, Types, (n, t) => (RecordType.Nsec, (RecordContent)new RecordContent.Nsec(n, t))),
        Gen.Select(Gen.Byte, Octets, Types, (b, o, t) => (RecordType.Nsec3, (RecordContent)new RecordContent.Nsec3(b, b, b, o, o, t))),
        Gen.Select(Gen.Byte, Octets, (b, o) => (RecordType.Nsec3Param, (RecordContent)new RecordContent.Nsec3Param(b, b, b, o))));

    public static readonly Gen<ResourceRecord> Record = Gen.Select(Name, Gen.OneOf(Plain, Security), Gen.UInt[0, int.MaxValue],
        (name, content, ttl) => new ResourceRecord { Name = name, Type = content.Type, Ttl = ttl, Content = content.Content });

    private static readonly Gen<Edns?> Edns = Gen.OneOf(
        Gen.Const((Edns?)null),
        Gen.Select(Gen.UShort, Gen.Bool, Gen.Select(Gen.UShort, Octets, (c, o) => new EdnsOption(c, o)).Array[0, 3], (s, d, o) => (Edns?)new Edns { UdpSize = s, DnssecOk = d, Options = o }));

    public static readonly Gen<DnsMessage> Message = Gen.Select(
        Gen.UShort, Gen.UShort, Name, Gen.Select(Record.Array[0, 6], Record.Array[0, 6], Record.Array[0, 6]), Edns,
        (id, bits, name, records, edns) => new DnsMessage
        {
            Id = id,
            Flags = (MessageBits)bits & MessageBits.All,
            Code = (ResponseCode)(edns is null ? bits & 0xF : bits & 0xFFF),
            Questions = [new DnsQuestion(name, RecordType.A)],
            Answers = records.Item1,
            Authorities = records.Item2,
            Additionals = records.Item3,
            Edns = edns,
        });

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static byte[] Written(DnsMessage message)
    {
        var buffer = new byte[DnsMessage.MaxLength];
        Assert.True(message.TryWrite(buffer, out var length));
        return buffer[..length];
    }
}
