using System.Net;

namespace Groundswell.Server.Ingest;

/// <summary>How reports are taken. From the settings under <c>ingest</c>.</summary>
public sealed record IngestOptions
{
    /// <summary>As long as nobody sets another, in bytes.</summary>
    public const long UsualDiskReserve = 256L * 1024 * 1024;

    /// <summary>Request header that carries the reporter's country, such as <c>CF-IPCountry</c>; believed only from a trusted proxy. Default none.</summary>
    public string? CountryHeader { get; init; }

    /// <summary>Path of a MaxMind-format database with countries (GeoLite2-Country, DB-IP, …). Default none.</summary>
    public string? RegionDatabase { get; init; }

    /// <summary>Networks of proxies whose word on who sends is believed. Default: none.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>
    /// The one header in which they say it, <c>X-Forwarded-For</c> or <c>Forwarded</c>. The other is never read: who is before a proxy
    /// that writes one could write the other.
    /// </summary>
    public string ForwardedHeader { get; init; } = ForwardedHops.Usual;

    /// <summary>Secrets of senders that may name their own reporters. Default: none.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];

    /// <summary>Other sites that may embed the form. Default: none.</summary>
    public IReadOnlyList<EmbeddingSite> Embeds { get; init; } = [];

    /// <summary>Reports a minute that one reporter (an IPv4 address, the /64 of an IPv6 one) may send without a token. Default 120.</summary>
    public double ReporterRate { get; init; } = 120;

    /// <summary>Reports a minute that one network (the /24 of an IPv4 address, the /48 of an IPv6 one) may send without a token. Default 1,200.</summary>
    public double NetworkRate { get; init; } = 1_200;

    /// <summary>Reports a minute that may come with one token; 0 is without bound. Default 0.</summary>
    public double TokenRate { get; init; }

    /// <summary>Free space below which the disk is kept for what was taken already, in bytes. Default 256 MiB, or a sixteenth of a smaller disk.</summary>
    public long DiskReserve { get; init; } = UsualDiskReserve;
}
