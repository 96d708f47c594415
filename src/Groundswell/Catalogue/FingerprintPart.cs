namespace Groundswell.Catalogue;

/// <summary>One thing that a supplier does, and the marks by which a stranger sees it.</summary>
public sealed record FingerprintPart
{
    /// <summary>The word that stands for the region in <see cref="On"/> and in patterns.</summary>
    public const string RegionMark = "$region";

    public required SuppliedFunction Function { get; init; }

    /// <summary>The component, as <c>provider/region/name</c>, its region possibly <see cref="RegionMark"/>; null where the catalogue has none.</summary>
    public string? On { get; init; }

    public IReadOnlyList<HostPattern> NameServers { get; init; } = [];

    /// <summary>Names that a CNAME chain goes through.</summary>
    public IReadOnlyList<HostPattern> Cnames { get; init; } = [];

    /// <summary>Hosts of MX records.</summary>
    public IReadOnlyList<HostPattern> MailServers { get; init; } = [];

    /// <summary>Hosts that pages load from.</summary>
    public IReadOnlyList<HostPattern> Resources { get; init; } = [];

    /// <summary>Organisations of certificate issuers, as the certificate writes them.</summary>
    public IReadOnlyList<string> Issuers { get; init; } = [];

    public IReadOnlyList<HeaderMark> Headers { get; init; } = [];

    /// <summary>Names of published address lists, <c>list</c> or <c>list:service</c>, in lower case (docs/discover.md).</summary>
    public IReadOnlyList<string> Ranges { get; init; } = [];
}
