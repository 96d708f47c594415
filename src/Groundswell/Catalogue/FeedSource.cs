namespace Groundswell.Catalogue;

/// <summary>A page or feed on which a provider says how it fares, and how its names map to components.</summary>
public sealed record FeedSource
{
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromMinutes(2);

    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    public required Uri Url { get; init; }

    /// <summary>Null: the reader finds out.</summary>
    public FeedKind? Kind { get; init; }

    /// <summary>Least time between two fetches; 30 s to a day.</summary>
    public TimeSpan Interval { get; init; } = DefaultInterval;

    /// <summary>In order; the first that fits counts.</summary>
    public IReadOnlyList<FeedRule> Map { get; init; } = [];

    /// <summary>For names that no rule fits; empty: they stay without a component, and the operator is shown them.</summary>
    public IReadOnlyList<string> Default { get; init; } = [];

    /// <param name="names">What the page calls the thing: its name, its id, its name with its group; the first that a rule fits counts.</param>
    /// <param name="regions">The page's regions of it; none stands for <c>global</c>.</param>
    /// <param name="catalogue">Only components that it holds are given.</param>
    /// <returns>Without repeats, in the order of the rule; empty if nothing fits.</returns>
    public IReadOnlyList<ComponentId> Resolve(IReadOnlyList<string> names, IReadOnlyList<string> regions, ServiceCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(catalogue);
        var patterns = Map.SelectMany(rule => names.Select(rule.Apply)).FirstOrDefault(given => given is not null) ?? Default;
        IReadOnlyList<string> places = regions.Count > 0 ? regions : ["global"];
        return
        [
            .. patterns
                .SelectMany(p => p.Contains(FeedRule.RegionMark, StringComparison.Ordinal)
                    ? places.Select(r => p.Replace(FeedRule.RegionMark, r, StringComparison.Ordinal))
                    : [p])
                .Select(text => ComponentId.TryParse(text, null, out var id) && catalogue.Components.ContainsKey(id) ? id : (ComponentId?)null)
                .OfType<ComponentId>()
                .Distinct(),
        ];
    }

    /// <summary>Whether some name on the page could stand for the component.</summary>
    public bool CanName(ComponentId component) =>
        Map.SelectMany(rule => rule.Components).Concat(Default).Any(pattern =>
            pattern.Split('/') is [var provider, var region, var name] && Fits(provider, component.Provider) && Fits(region, component.Region) && Fits(name, component.Name));

    // A mark may come to stand for anything.
    private static bool Fits(string pattern, string part) => pattern.StartsWith('$') || pattern == part;
}
