using System.Net;

namespace Groundswell.Server.Ingest;

/// <summary>How reports are taken. From the settings under <c>ingest</c>.</summary>
public sealed record IngestOptions
{
    /// <summary>Request header that carries the reporter's country, such as <c>CF-IPCountry</c>; believed only from a trusted proxy. Default none.</summary>
    public string? CountryHeader { get; init; }

    /// <summary>Path of a MaxMind-format database with countries (GeoLite2-Country, DB-IP, …). Default none.</summary>
    public string? RegionDatabase { get; init; }

    /// <summary>Networks of proxies whose X-Forwarded-For is believed. Default: none.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Secrets of senders that may name their own reporters. Default: none.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];
}
