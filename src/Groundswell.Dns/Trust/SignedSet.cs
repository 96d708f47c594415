using System.Buffers.Binary;
using System.Globalization;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Trust;

/// <summary>Checks the signatures over a set of records: all of one name and type (RFC 4035, section 5.3).</summary>
/// <param name="zone">The zone that signs.</param>
/// <param name="keys">Its keys, already trusted.</param>
/// <param name="now">Time to judge validity by.</param>
internal sealed class SignedSet(DomainName zone, IReadOnlyList<RecordContent.DnsKey> keys, DateTimeOffset now)
{
    /// <summary>Verifications for one set: many keys of one tag and many signatures multiply ("KeyTrap", CVE-2023-50387).</summary>
    private const int MostVerifications = 16;

    /// <param name="set">The records.</param>
    /// <param name="from">Records among which the signatures are.</param>
    public SignatureVerdict Check(IReadOnlyList<ResourceRecord> set, IEnumerable<ResourceRecord> from)
    {
        var (owner, type) = (set[0].Name, set[0].Type);
        var worst = new SignatureVerdict(SignatureFault.Missing, $"{owner} {type.ToText()} has no signature", 0);
        var left = MostVerifications;
        foreach (var signature in from.Where(r => r.Type == RecordType.Rrsig && r.Name == owner).Select(r => r.Content).OfType<RecordContent.Rrsig>().Where(s => s.Covered == type))
        {
            var verdict = Check(signature, set, ref left);
            if (verdict.IsValid)
            {
                return verdict;
            }

            worst = verdict.Fault > worst.Fault ? verdict : worst;
        }

        return worst;
    }

    private SignatureVerdict Check(RecordContent.Rrsig signature, IReadOnlyList<ResourceRecord> set, ref int left)
    {
        var owner = set[0].Name;
        var what = $"{owner} {set[0].Type.ToText()}";
        var ownLabels = owner.LabelCount - (owner.IsWildcard ? 1 : 0);
        if (signature.Signer != zone || !owner.IsWithin(zone) || signature.Labels > ownLabels)
        {
            return new(SignatureFault.WrongSigner, $"{what} is signed in the name of {signature.Signer}, not of its zone {zone}", 0);
        }

        if (!SigningAlgorithm.IsKnown(signature.Algorithm))
        {
            return new(SignatureFault.UnknownAlgorithm, $"{what} is signed with {SigningAlgorithm.NameOf(signature.Algorithm)}, which is not judged here", 0);
        }

        // Serial number arithmetic (RFC 4034, section 3.1.5).
        var seconds = (uint)now.ToUnixTimeSeconds();
        if ((int)(signature.Expiration - seconds) < 0)
        {
            return new(SignatureFault.Expired, $"the signature of {what} expired on {When(signature.Expiration)}", 0);
        }

        if ((int)(seconds - signature.Inception) < 0)
        {
            return new(SignatureFault.NotYetValid, $"the signature of {what} is valid only from {When(signature.Inception)} on", 0);
        }

        var candidates = keys.Where(k => k.Algorithm == signature.Algorithm && k.IsZoneKey && KeyTags.Of(k) == signature.KeyTag).ToList();
        if (candidates.Count == 0)
        {
            return new(SignatureFault.NoKey, string.Create(CultureInfo.InvariantCulture, $"{what} is signed by key {signature.KeyTag}, which the zone does not have"), 0);
        }

        var signed = Signed(signature, set);
        foreach (var key in candidates)
        {
            if (left-- > 0 && SigningAlgorithm.Verify(signature.Algorithm, key.Key.Span, signed, signature.Signature.ToArray()))
            {
                return new(SignatureFault.None, "", signature.Labels);
            }
        }

        return new(SignatureFault.Bad, string.Create(CultureInfo.InvariantCulture, $"the signature of {what} by key {signature.KeyTag} is not right: the records or the key were changed after signing"), 0);
    }

    /// <summary>What is signed (RFC 4034, section 3.1.8.1): the signature's own fields, and the records in canonical form and order.</summary>
    private static byte[] Signed(RecordContent.Rrsig signature, IReadOnlyList<ResourceRecord> set)
    {
        var owner = set[0].Name;
        var name = signature.Labels < owner.LabelCount && !owner.IsWildcard ? owner.Ancestor(signature.Labels).Prepend("*"u8)! : owner;
        var lower = name.ToLower().Wire.ToArray();
        var head = new byte[DomainName.MaxLength + 32];
        var writer = new WireWriter(head);
        signature.WriteSigned(ref writer, NameForm.Canonical);
        var signed = new List<byte>();
        signed.AddRange(writer.Written);
        Span<byte> fixedPart = stackalloc byte[10];
        foreach (var content in Ordered(set))
        {
            BinaryPrimitives.WriteUInt16BigEndian(fixedPart, (ushort)set[0].Type);
            BinaryPrimitives.WriteUInt16BigEndian(fixedPart[2..], (ushort)set[0].Class);
            BinaryPrimitives.WriteUInt32BigEndian(fixedPart[4..], signature.OriginalTtl);
            BinaryPrimitives.WriteUInt16BigEndian(fixedPart[8..], (ushort)content.Length);
            signed.AddRange(lower);
            signed.AddRange(fixedPart);
            signed.AddRange(content);
        }

        return [.. signed];
    }

    private static List<byte[]> Ordered(IReadOnlyList<ResourceRecord> set)
    {
        var contents = set.Select(r => r.Content.ToCanonical()).ToList();
        contents.Sort((one, other) => one.AsSpan().SequenceCompareTo(other));
        for (var i = contents.Count - 1; i > 0; i--)
        {
            if (contents[i].AsSpan().SequenceEqual(contents[i - 1]))
            {
                contents.RemoveAt(i);
            }
        }

        return contents;
    }

    private static string When(uint seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("d MMMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
