namespace Groundswell.Signals;

/// <summary>What else a run noticed on its way: things by which unrelated targets can be compared, as they should have none of them in common. All of it may be null.</summary>
/// <param name="Resolver">The DNS server of the vantage whose answer was taken, as address and port.</param>
/// <param name="Leads">The first address that the name led to.</param>
/// <param name="Issuer">Who issued a certificate that is not trusted.</param>
/// <param name="Redirect">The host that an answer redirects to.</param>
/// <param name="Likeness">The same for two pages that are built alike, whatever the words in them.</param>
public sealed record ProbeMarks(string? Resolver = null, string? Leads = null, string? Issuer = null, string? Redirect = null, string? Likeness = null)
{
    /// <summary>Characters of each that are kept.</summary>
    public const int Length = 100;
}
