using System.Globalization;
using System.Text;

namespace Groundswell.Dns.Wire;

public abstract partial record RecordContent
{
    /// <summary>As a zone file has it.</summary>
    public string ToText() => this switch
    {
        Address address => address.Value.ToString(),
        Target target => Dotted(target.Name),
        Soa soa => Join(Dotted(soa.Primary), Dotted(soa.Mailbox), soa.Serial, soa.Refresh, soa.Retry, soa.Expire, soa.NegativeTtl),
        Mx mx => Join(mx.Preference, Dotted(mx.Exchange)),
        Txt txt => string.Join(' ', txt.Strings.Select(s => Quoted(s.Span))),
        Srv srv => Join(srv.Priority, srv.Weight, srv.Port, Dotted(srv.Host)),
        Caa caa => Join(caa.Flags, Encoding.ASCII.GetString(caa.Tag.Span), Quoted(caa.Value.Span)),
        Ds ds => Join(ds.KeyTag, ds.Algorithm, ds.DigestType, Convert.ToHexString(ds.Digest.Span)),
        DnsKey key => Join(key.Flags, key.Protocol, key.Algorithm, Convert.ToBase64String(key.Key.Span)),
        Rrsig s => Join(s.Covered.ToText(), s.Algorithm, s.Labels, s.OriginalTtl, SignatureTime(s.Expiration), SignatureTime(s.Inception), s.KeyTag, Dotted(s.Signer), Convert.ToBase64String(s.Signature.Span)),
        Nsec nsec => Join(Dotted(nsec.Next), Names(nsec.Types)),
        Nsec3 nsec3 => Join(nsec3.HashAlgorithm, nsec3.Flags, nsec3.Iterations, Salted(nsec3.Salt.Span), Base32Hex.ToText(nsec3.NextHash.Span), Names(nsec3.Types)),
        Nsec3Param param => Join(param.HashAlgorithm, param.Flags, param.Iterations, Salted(param.Salt.Span)),
        _ => Generic(ToCanonical()),
    };

    private static string Dotted(DomainName name) => name.IsRoot ? "." : $"{name}.";

    private static string Join(params ReadOnlySpan<object> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(text.Length > 0 ? " " : "").Append(CultureInfo.InvariantCulture, $"{part}");
        }

        return text.ToString();
    }

    private static string Names(TypeBitmap types) => string.Join(' ', types.Enumerate().Select(t => t.ToText()));

    private static string Salted(ReadOnlySpan<byte> salt) => salt.IsEmpty ? "-" : Convert.ToHexString(salt);

    /// <summary>RFC 3597, section 5.</summary>
    private static string Generic(ReadOnlySpan<byte> octets) => octets.IsEmpty ? @"\# 0" : Join(@"\#", octets.Length, Convert.ToHexString(octets));

    private static string SignatureTime(uint seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    private static string Quoted(ReadOnlySpan<byte> characters)
    {
        var text = new StringBuilder("\"");
        foreach (var octet in characters)
        {
            _ = octet switch
            {
                (byte)'"' or (byte)'\\' => text.Append('\\').Append((char)octet),
                >= 0x20 and < 0x7f => text.Append((char)octet),
                _ => text.Append('\\').Append(octet.ToString("D3", CultureInfo.InvariantCulture)),
            };
        }

        return text.Append('"').ToString();
    }
}
