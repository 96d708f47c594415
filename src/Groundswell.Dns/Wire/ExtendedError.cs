namespace Groundswell.Dns.Wire;

/// <summary>Why a server answers as it does, in its own words (RFC 8914).</summary>
/// <param name="Code">Number from the IANA registry.</param>
/// <param name="Text">What it adds for people; often empty.</param>
public sealed record ExtendedError(ushort Code, string Text)
{
    private static readonly string[] Names =
    [
        "Other", "Unsupported DNSKEY Algorithm", "Unsupported DS Digest Type", "Stale Answer", "Forged Answer", "DNSSEC Indeterminate",
        "DNSSEC Bogus", "Signature Expired", "Signature Not Yet Valid", "DNSKEY Missing", "RRSIGs Missing", "No Zone Key Bit Set",
        "NSEC Missing", "Cached Error", "Not Ready", "Blocked", "Censored", "Filtered", "Prohibited", "Stale NXDOMAIN Answer",
        "Not Authoritative", "Not Supported", "No Reachable Authority", "Network Error", "Invalid Data", "Signature Expired before Valid",
        "Too Early", "Unsupported NSEC3 Iterations Value", "Unable to conform to policy", "Synthesized",
    ];

    public string Name => Code < Names.Length ? Names[Code] : $"extended error {Code}";

    /// <summary>Whether it says that validation failed.</summary>
    public bool IsAboutValidation => Code is >= 5 and <= 12 or 25 or 27;

    /// <summary>Whether it says that the resolver's operator does not want this name answered.</summary>
    public bool IsPolicy => Code is 4 or >= 15 and <= 18;

    public override string ToString() => Text.Length > 0 ? $"{Name}: {Text}" : Name;
}
