namespace Groundswell.Catalogue;

/// <summary>How an organisation is recognised: by its own domains, and by the marks of what it does for others.</summary>
public sealed record Fingerprint
{
    /// <summary>A slug.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The public document or general knowledge that the marks are from.</summary>
    public required string Source { get; init; }

    /// <summary>Id of the catalogue's provider; null where it has none.</summary>
    public string? Provider { get; init; }

    /// <summary>The organisation's own sites and names. A site and a name server that are both here are one organisation's.</summary>
    public IReadOnlyList<HostPattern> Domains { get; init; } = [];

    /// <summary>Empty for an organisation that serves itself only.</summary>
    public IReadOnlyList<FingerprintPart> Serves { get; init; } = [];
}
