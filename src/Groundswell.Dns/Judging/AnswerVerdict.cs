namespace Groundswell.Dns.Judging;

/// <summary>Whether an answer validates.</summary>
/// <param name="Fault">What is wrong, as the end of a sentence; null if nothing is.</param>
/// <param name="IsUnsigned">Whether it is proven to be out of DNSSEC's reach.</param>
/// <param name="Rounds">Of hashing that its proof by NSEC3 takes; 0 without one.</param>
internal sealed record AnswerVerdict(string? Fault, bool IsUnsigned, int Rounds = 0);
