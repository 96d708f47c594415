namespace Groundswell.Catalogue;

/// <summary>Who supplies components.</summary>
public sealed record Provider
{
    /// <summary>Slug, the first part of its components' ids.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Country of its ultimate parent company, where that is public.</summary>
    public RegionId Jurisdiction { get; init; }

    public Uri? StatusPage { get; init; }

    /// <summary>Where machines can read what it says of itself.</summary>
    public IReadOnlyList<FeedSource> Feeds { get; init; } = [];
}
