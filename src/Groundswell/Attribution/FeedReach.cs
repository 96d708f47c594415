using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Attribution;

/// <summary>Of which components suppliers would be heard to speak, so that their silence tells something. For one catalogue.</summary>
internal sealed class FeedReach
{
    private readonly Dictionary<(string Provider, Uri Url), int[]> _byPage = [];
    private readonly Dictionary<ComponentId, int> _indices;
    private readonly Dictionary<string, int[]> _byProvider;

    /// <param name="catalogue">Which pages there are, and which components their names can stand for.</param>
    /// <param name="graph">Its indices of components are given.</param>
    public FeedReach(ServiceCatalogue catalogue, CatalogueGraph graph)
    {
        var components = graph.Components.Index().ToList();
        _indices = components.ToDictionary(c => c.Item, c => c.Index);
        _byProvider = components.GroupBy(c => c.Item.Provider, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(c => c.Index).ToArray(), StringComparer.Ordinal);
        foreach (var provider in catalogue.Providers.Values)
        {
            foreach (var feed in provider.Feeds)
            {
                _byPage[(provider.Id, feed.Url)] = [.. components.Where(c => feed.CanName(c.Item)).Select(c => c.Index)];
            }
        }
    }

    /// <summary>Components whose supplier would be heard; some more than once.</summary>
    /// <param name="feeds">How the reading of each page stands.</param>
    /// <param name="threads">What is said.</param>
    /// <param name="now">The time.</param>
    public IEnumerable<int> Heard(IReadOnlyList<FeedStanding> feeds, IReadOnlyList<NoticeThread> threads, DateTimeOffset now)
    {
        // Trouble under a name that no rule fits may be of any component: the page is not silent of the others.
        // So is a page that says of itself that it does not know, and of a component, that one is not heard.
        var vague = threads.Where(t => (t.IsTrouble || t.IsUnknown) && t.Latest.Component is null).Select(t => (t.Latest.Provider, t.Latest.Feed)).ToHashSet();
        var unknown = threads.Where(t => t.IsUnknown && t.Latest is { Component: not null, Feed: not null })
            .Select(t => (t.Latest.Provider, t.Latest.Feed!, _indices.GetValueOrDefault(t.Latest.Component!.Value, -1))).ToHashSet();
        var pages = feeds.Where(f => f.IsHeard(now) && !vague.Contains((f.Provider, f.Url)))
            .SelectMany(f => _byPage.GetValueOrDefault((f.Provider, f.Url), []).Where(c => !unknown.Contains((f.Provider, f.Url, c))));

        // A replay has no pages: there a supplier is heard once it has spoken.
        var spoke = threads.Where(t => t.Latest.Feed is null).Select(t => t.Latest.Provider).Distinct(StringComparer.Ordinal);
        return pages.Concat(spoke.SelectMany(p => _byProvider.GetValueOrDefault(p, [])));
    }
}
