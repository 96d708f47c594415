namespace Groundswell.Dns.Trust;

/// <summary>Whether a set of records is signed as it must be.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Text">The same in words, as the end of a sentence.</param>
/// <param name="Labels">Labels of the name that was signed: fewer than the owner's mean that a wildcard was expanded.</param>
internal sealed record SignatureVerdict(SignatureFault Fault, string Text, int Labels)
{
    public bool IsValid => Fault == SignatureFault.None;
}
