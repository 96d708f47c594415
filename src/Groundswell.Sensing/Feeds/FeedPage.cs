using Groundswell.Catalogue;

namespace Groundswell.Sensing.Feeds;

/// <summary>What a page says, or why it says nothing. A page that cannot be read is not good news.</summary>
public abstract record FeedPage
{
    private FeedPage()
    {
    }

    /// <param name="Kind">As stated, or as found out.</param>
    /// <param name="Entries">What is not plainly fine, and what the page lists as over; in the page's order.</param>
    public sealed record Readable(FeedKind Kind, IReadOnlyList<PageEntry> Entries) : FeedPage
    {
        /// <summary>Entries that are open or not plainly fine.</summary>
        public IEnumerable<PageEntry> Open => Entries.Where(e => e.IsOpen);
    }

    /// <param name="Reason">In words, for the operator.</param>
    public sealed record Unreadable(string Reason) : FeedPage;
}
