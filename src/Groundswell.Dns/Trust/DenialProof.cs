using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Trust;

/// <summary>Proofs of absence from records whose signatures were checked already (RFC 4035, section 5.4; RFC 5155, section 8).</summary>
/// <param name="zone">The zone that denies.</param>
/// <param name="records">NSEC and NSEC3 records with valid signatures.</param>
internal sealed class DenialProof(DomainName zone, IReadOnlyList<ResourceRecord> records)
{
    /// <summary>What zones with these must expect of resolvers (RFC 9276, section 3.2).</summary>
    private const int MostIterations = 150;

    private readonly IReadOnlyList<(DomainName Owner, RecordContent.Nsec Content)> _plain =
        [.. records.Where(r => r.Content is RecordContent.Nsec).Select(r => (r.Name, (RecordContent.Nsec)r.Content))];

    private readonly IReadOnlyList<(byte[] Hash, RecordContent.Nsec3 Content)> _hashed =
    [
        .. from record in records
           let content = record.Content as RecordContent.Nsec3
           where content is { HashAlgorithm: 1 } && record.Name.LabelCount == zone.LabelCount + 1
           let hash = Base32Hex.TryRead(record.Name.Label(0), out var octets) ? octets : null
           where hash is { Length: 20 }
           select (hash, content),
    ];

    /// <summary>Of hashing; 0 without NSEC3.</summary>
    public int Rounds => _hashed.Count > 0 ? _hashed[0].Content.Iterations : 0;

    public bool IsEmpty => records.Count == 0;

    /// <summary>That the name has no records of the type, and is no alias.</summary>
    public Denial NoData(DomainName name, RecordType type)
    {
        if (_hashed.Count > 0)
        {
            return HashedNoData(name, type);
        }

        foreach (var (owner, content) in _plain)
        {
            if (owner == name && Lacks(content.Types, type))
            {
                return Denial.Proven;
            }

            // Nothing at the name, but something below it.
            if (Covers(owner, content.Next, name) && content.Next.IsBelow(name))
            {
                return Denial.Proven;
            }
        }

        return Encloser(name) is { } encloser && encloser.Prepend("*"u8) is { } wildcard
            && _plain.Any(n => n.Owner == wildcard && Lacks(n.Content.Types, type))
                ? Denial.Proven
                : Denial.NotProven;
    }

    /// <summary>That neither the name nor a wildcard for it exists.</summary>
    public Denial NoName(DomainName name)
    {
        if (_hashed.Count > 0)
        {
            return HashedEncloser(name) is not { } found ? Denial.NotProven
                : found.IsTooCostly || found.IsOptOut ? Denial.Unsigned
                : found.Name.Prepend("*"u8) is { } star && FindCovering(Hash(star)) is not null ? Denial.Proven : Denial.NotProven;
        }

        return Encloser(name) is { } encloser && encloser.Prepend("*"u8) is { } wildcard && (wildcard == name || _plain.Any(n => Covers(n.Owner, n.Content.Next, wildcard)))
            ? Denial.Proven
            : Denial.NotProven;
    }

    /// <summary>That the name itself does not exist, so that a wildcard with so many labels may answer for it.</summary>
    public Denial NoCloser(DomainName name, int wildcardLabels)
    {
        if (_hashed.Count > 0)
        {
            return _hashed[0].Content.Iterations > MostIterations ? Denial.Unsigned
                : FindCovering(Hash(name.Ancestor(Math.Min(name.LabelCount, wildcardLabels + 1)))) is { } covering
                    ? covering.IsOptOut ? Denial.Unsigned : Denial.Proven
                    : Denial.NotProven;
        }

        return _plain.Any(n => Covers(n.Owner, n.Content.Next, name)) ? Denial.Proven : Denial.NotProven;
    }

    private static bool Lacks(TypeBitmap types, RecordType type) =>
        !types.Contains(type) && !types.Contains(RecordType.Cname)
        && (type == RecordType.Ds ? !types.Contains(RecordType.Soa) || !types.Contains(RecordType.Ns) : !types.Contains(RecordType.Ns) || types.Contains(RecordType.Soa));

    /// <summary>The deepest ancestor that exists, if the name is proven not to.</summary>
    private DomainName? Encloser(DomainName name)
    {
        foreach (var (owner, content) in _plain)
        {
            if (Covers(owner, content.Next, name) && !IsCutAbove(owner, content.Types, name))
            {
                return name.Ancestor(Math.Max(name.CommonLabels(owner), name.CommonLabels(content.Next)));
            }
        }

        return null;
    }

    /// <summary>Whether the record is of a delegation or alias above the name: it knows nothing of what is below (RFC 6840, section 4.1).</summary>
    private static bool IsCutAbove(DomainName owner, TypeBitmap types, DomainName name) =>
        name.IsBelow(owner) && ((types.Contains(RecordType.Ns) && !types.Contains(RecordType.Soa)) || types.Contains(RecordType.Dname));

    private bool Covers(DomainName owner, DomainName next, DomainName name) =>
        owner < name && (name < next || next == zone) && name.IsWithin(zone);

    private Denial HashedNoData(DomainName name, RecordType type)
    {
        if (_hashed[0].Content.Iterations > MostIterations)
        {
            return Denial.Unsigned;
        }

        if (FindMatching(Hash(name)) is { } matching)
        {
            return Lacks(matching.Types, type) ? Denial.Proven : Denial.NotProven;
        }

        return HashedEncloser(name) is not { } found ? Denial.NotProven
            : found.IsOptOut ? Denial.Unsigned
            : found.Name.Prepend("*"u8) is { } star && FindMatching(Hash(star)) is { } wildcard && Lacks(wildcard.Types, type) ? Denial.Proven : Denial.NotProven;
    }

    private EnclosingName? HashedEncloser(DomainName name)
    {
        if (_hashed[0].Content.Iterations > MostIterations)
        {
            return new EnclosingName(name, IsOptOut: false, IsTooCostly: true);
        }

        for (var labels = name.LabelCount - 1; labels >= zone.LabelCount; labels--)
        {
            if (FindMatching(Hash(name.Ancestor(labels))) is not null)
            {
                return FindCovering(Hash(name.Ancestor(labels + 1))) is { } next ? new EnclosingName(name.Ancestor(labels), next.IsOptOut, IsTooCostly: false) : null;
            }
        }

        return null;
    }

    private RecordContent.Nsec3? FindMatching(byte[] hash) => _hashed.FirstOrDefault(h => h.Hash.AsSpan().SequenceEqual(hash)).Content;

    private RecordContent.Nsec3? FindCovering(byte[] hash)
    {
        foreach (var (owner, content) in _hashed)
        {
            var (afterOwner, beforeNext) = (hash.AsSpan().SequenceCompareTo(owner) > 0, hash.AsSpan().SequenceCompareTo(content.NextHash.Span) < 0);
            var isLast = content.NextHash.Span.SequenceCompareTo(owner) <= 0;
            if (isLast ? afterOwner || beforeNext : afterOwner && beforeNext)
            {
                return content;
            }
        }

        return null;
    }

    /// <summary>RFC 5155, section 5.</summary>
    private byte[] Hash(DomainName name)
    {
        var parameters = _hashed[0].Content;
        var hash = KeyTags.Sha1Of([.. name.ToLower().Wire, .. parameters.Salt.Span]);
        for (var i = 0; i < parameters.Iterations; i++)
        {
            hash = KeyTags.Sha1Of([.. hash, .. parameters.Salt.Span]);
        }

        return hash;
    }

    private sealed record EnclosingName(DomainName Name, bool IsOptOut, bool IsTooCostly);
}
