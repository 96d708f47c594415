namespace Groundswell.Sensing.Feeds.Syndication;

/// <summary>One item of an RSS channel or entry of an Atom feed.</summary>
internal sealed record SyndicationItem
{
    /// <summary>guid or id; the link where there is none.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    public Uri? Link { get; init; }

    public DateTimeOffset? Published { get; init; }

    /// <summary>Of Atom; in RSS the same as <see cref="Published"/>.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>The content, as HTML.</summary>
    public required string Html { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The element <c>status</c> that Microsoft adds; null where there is none.</summary>
    public string? Status { get; init; }
}
