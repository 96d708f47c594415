namespace Groundswell.Dns.Judging;

/// <summary>Order of findings of equal severity in one zone: what explains the others comes first.</summary>
internal enum Rank
{
    Glue,

    /// <summary>Parent and zone differ, and the servers that fail are those in which they differ.</summary>
    ExplainingMismatch,

    Server,
    Edns,
    Keys,
    Question,
    Transport,
    Difference,
    Mismatch,
    Answer,
    Resolver,
    Ttl,
}
