namespace Groundswell.Dns.Judging;

/// <summary>Whether an answer validates.</summary>
/// <param name="Fault">What is wrong, as the end of a sentence; null if nothing is.</param>
/// <param name="IsUnsigned">Whether it is proven to be out of DNSSEC's reach.</param>
internal sealed record AnswerVerdict(string? Fault, bool IsUnsigned);
