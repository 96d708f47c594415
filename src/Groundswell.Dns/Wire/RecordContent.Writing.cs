namespace Groundswell.Dns.Wire;

public abstract partial record RecordContent
{
    private const int LongestContent = ushort.MaxValue;

    /// <summary>The content as signatures and comparisons take it: nothing compressed, names in lower case (RFC 4034, section 6.2).</summary>
    public byte[] ToCanonical()
    {
        var buffer = new byte[512];
        while (true)
        {
            var writer = new WireWriter(buffer);
            Write(ref writer, NameForm.Canonical);
            if (!writer.Overflowed)
            {
                return writer.Written.ToArray();
            }

            if (buffer.Length > LongestContent)
            {
                throw new InvalidOperationException($"The content of a record takes at most {LongestContent} octets.");
            }

            buffer = new byte[buffer.Length * 2];
        }
    }

    /// <summary>Only names of types that RFC 1035 knows are compressed (RFC 3597, section 4).</summary>
    internal void Write(ref WireWriter writer, NameForm form)
    {
        var newer = form == NameForm.Compressed ? NameForm.Plain : form;
        switch (this)
        {
            case Address address:
                Span<byte> octets = stackalloc byte[16];
                writer.WriteBytes(octets[..(address.Value.TryWriteBytes(octets, out var length) ? length : 0)]);
                break;
            case Target target:
                writer.WriteName(target.Name, form);
                break;
            case Soa soa:
                Write(ref writer, soa, form);
                break;
            case Mx mx:
                writer.WriteUInt16(mx.Preference);
                writer.WriteName(mx.Exchange, form);
                break;
            case Txt txt:
                foreach (var characters in txt.Strings)
                {
                    writer.WriteCharacters(characters.Span);
                }

                break;
            case Srv srv:
                writer.WriteUInt16(srv.Priority);
                writer.WriteUInt16(srv.Weight);
                writer.WriteUInt16(srv.Port);
                writer.WriteName(srv.Host, newer);
                break;
            case Caa caa:
                writer.WriteByte(caa.Flags);
                writer.WriteCharacters(caa.Tag.Span);
                writer.WriteBytes(caa.Value.Span);
                break;
            case Svcb svcb:
                // Not among the types whose names are lowered (RFC 9460, section 2.2; RFC 6840, section 5.1).
                writer.WriteUInt16(svcb.Priority);
                writer.WriteName(svcb.Host, NameForm.Plain);
                writer.WriteBytes(svcb.Parameters.Span);
                break;
            case Ds or DnsKey or Rrsig or Nsec or Nsec3 or Nsec3Param:
                WriteSecurity(ref writer, newer);
                break;
            case Raw raw:
                writer.WriteBytes(form == NameForm.Canonical ? RawLayout.ToCanonical(raw.Type, raw.Octets.Span) : raw.Octets.Span);
                break;
            default:
                throw new InvalidOperationException($"{GetType().Name} cannot be written.");
        }
    }

    private static void Write(ref WireWriter writer, Soa soa, NameForm form)
    {
        writer.WriteName(soa.Primary, form);
        writer.WriteName(soa.Mailbox, form);
        writer.WriteUInt32(soa.Serial);
        writer.WriteUInt32(soa.Refresh);
        writer.WriteUInt32(soa.Retry);
        writer.WriteUInt32(soa.Expire);
        writer.WriteUInt32(soa.NegativeTtl);
    }

    private void WriteSecurity(ref WireWriter writer, NameForm form)
    {
        switch (this)
        {
            case Ds ds:
                writer.WriteUInt16(ds.KeyTag);
                writer.WriteByte(ds.Algorithm);
                writer.WriteByte(ds.DigestType);
                writer.WriteBytes(ds.Digest.Span);
                break;
            case DnsKey key:
                writer.WriteUInt16(key.Flags);
                writer.WriteByte(key.Protocol);
                writer.WriteByte(key.Algorithm);
                writer.WriteBytes(key.Key.Span);
                break;
            case Rrsig signature:
                signature.WriteSigned(ref writer, form);
                writer.WriteBytes(signature.Signature.Span);
                break;
            case Nsec nsec:
                // The next name keeps its case (RFC 6840, section 5.1).
                writer.WriteName(nsec.Next, NameForm.Plain);
                writer.WriteBytes(nsec.Types.Octets);
                break;
            case Nsec3 nsec3:
                writer.WriteByte(nsec3.HashAlgorithm);
                writer.WriteByte(nsec3.Flags);
                writer.WriteUInt16(nsec3.Iterations);
                writer.WriteCharacters(nsec3.Salt.Span);
                writer.WriteCharacters(nsec3.NextHash.Span);
                writer.WriteBytes(nsec3.Types.Octets);
                break;
            case Nsec3Param param:
                writer.WriteByte(param.HashAlgorithm);
                writer.WriteByte(param.Flags);
                writer.WriteUInt16(param.Iterations);
                writer.WriteCharacters(param.Salt.Span);
                break;
        }
    }
}
