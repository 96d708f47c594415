using Groundswell.Sensing.Outgoing;

namespace Groundswell.Sensing.Feeds.Fetching;

/// <summary>How pages are fetched.</summary>
public sealed record FeedFetchOptions
{
    /// <summary>Whom a supplier can ask about our requests: an address of a page or a mailbox, put into the User-Agent.</summary>
    public string? Contact { get; init; }

    /// <summary>For one page with all its redirects; 1 s to 2 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>0 to 10.</summary>
    public int MostRedirects { get; init; } = 5;

    /// <summary>Says which addresses may be fetched from; the public internet's unless told.</summary>
    public AddressGuard Guard { get; init; } = AddressGuard.PublicOnly;

    /// <summary>Asks no guard: also fetch from loopback, private and link-local addresses, such as a status page inside the house.</summary>
    public bool AllowPrivate { get; init; }
}
