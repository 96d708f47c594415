namespace Groundswell.Sensing.Feeds.Syndication;

/// <summary>An RSS channel or an Atom feed.</summary>
internal sealed record SyndicationChannel
{
    public required string Title { get; init; }

    public required string Id { get; init; }

    public Uri? Link { get; init; }

    /// <summary>When it was made, as it says.</summary>
    public DateTimeOffset? Built { get; init; }

    public required IReadOnlyList<SyndicationItem> Items { get; init; }

    /// <summary>Whether any address in it, or the one it came from, has this host.</summary>
    public bool IsFrom(string host, Uri? url) =>
        Matches(url, host) || Matches(Link, host) || Id.Contains(host, StringComparison.OrdinalIgnoreCase)
        || Items.Take(5).Any(i => Matches(i.Link, host) || i.Id.Contains(host, StringComparison.OrdinalIgnoreCase));

    private static bool Matches(Uri? address, string host) =>
        address is not null && (address.Host.Equals(host, StringComparison.OrdinalIgnoreCase) || address.Host.EndsWith($".{host}", StringComparison.OrdinalIgnoreCase));
}
