namespace Groundswell.Sensing.Discovery.Judging;

/// <summary>How sure each kind of evidence makes us that the dependency exists; starting values, which observed outages refine.</summary>
internal static class Confidences
{
    public const double Cname = 0.95;

    /// <summary>An address in a range that the supplier publishes.</summary>
    public const double Range = 0.9;

    public const double NameServer = 0.95;

    /// <summary>A name server that no rule ties to the site, of a supplier that no fingerprint knows.</summary>
    public const double UnknownNameServer = 0.8;

    public const double MailServer = 0.9;

    public const double Issuer = 0.9;

    public const double Header = 0.9;

    /// <summary>What a page loads: most pages work without it.</summary>
    public const double Resource = 0.6;
}
