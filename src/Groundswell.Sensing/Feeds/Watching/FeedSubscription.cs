using Groundswell.Catalogue;

namespace Groundswell.Sensing.Feeds.Watching;

/// <param name="Provider">Slug of the provider whose page it is.</param>
/// <param name="Source">Where it is, how often it may be asked, and what its names stand for.</param>
public sealed record FeedSubscription(string Provider, FeedSource Source)
{
    /// <summary>Every feed of a catalogue.</summary>
    public static IReadOnlyList<FeedSubscription> Of(ServiceCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return [.. catalogue.Providers.Values.OrderBy(p => p.Id, StringComparer.Ordinal).SelectMany(p => p.Feeds.Select(f => new FeedSubscription(p.Id, f)))];
    }
}
