namespace Groundswell.DnsBed.Zones;

/// <summary>What the parent says of a zone's keys.</summary>
public enum DsKind
{
    /// <summary>The digest of its key, if it is signed.</summary>
    Right,

    /// <summary>Nothing: the zone is proven to be unsigned.</summary>
    None,

    /// <summary>The digest of a key that the zone does not have.</summary>
    OtherKey,

    /// <summary>The right key by an algorithm number that nobody knows.</summary>
    UnknownAlgorithm,

    /// <summary>The right key by a digest type that nobody knows.</summary>
    UnknownDigest,

    /// <summary>The right one beside one of a key that is gone, as in the middle of a rollover.</summary>
    RightAndOther,

    /// <summary>The right key by SHA-1 alone.</summary>
    Sha1,

    /// <summary>The right key by SHA-1, beside a digest by SHA-256 that is of no key: SHA-1 does not count then (RFC 4509).</summary>
    Sha1BesideWrong,
}
