namespace Groundswell.Catalogue.Reading;

/// <summary>The field <c>feeds</c> of a provider.</summary>
internal sealed class FeedEntries(IReadOnlyDictionary<ComponentId, ComponentDraft> components, CatalogueErrors errors)
{
    private static readonly (string Field, FeedMatch Match)[] Matches =
        [("match", FeedMatch.Exact), ("match-prefix", FeedMatch.Prefix), ("match-regex", FeedMatch.Regex)];

    public IReadOnlyList<FeedSource> Read(Fields provider)
    {
        var feeds = new List<FeedSource>();
        foreach (var at in provider.FindList("feeds", CatalogueLimits.FeedsPerProvider))
        {
            if (ReadOne(at) is not { } feed)
            {
                continue;
            }

            if (feeds.Exists(other => other.Url == feed.Url))
            {
                errors.Add(at, $"{feed.Url} is listed twice.");
            }
            else
            {
                feeds.Add(feed);
            }
        }

        return feeds;
    }

    private FeedSource? ReadOne(Located at)
    {
        if (Fields.Of(at, errors) is not { } fields)
        {
            return null;
        }

        var url = fields.Require("url") is { } urlAt ? errors.ReadAddress(urlAt) : null;
        var kind = fields.Find("kind") is { } kindAt ? errors.ReadWord<FeedKind>(kindAt) : null;
        var interval = fields.Find("interval") is { } intervalAt
            ? errors.ReadNumber(intervalAt, (int)FeedSource.ShortestInterval.TotalSeconds, (int)FeedSource.LongestInterval.TotalSeconds)
            : null;
        var map = fields.FindList("map", CatalogueLimits.RulesPerFeed).Select(ReadRule).OfType<FeedRule>().ToList();
        var otherwise = fields.Find("default") is { } defaultAt ? ReadComponents(defaultAt, null) : [];
        fields.RefuseOthers();
        return url is null
            ? null
            : new FeedSource
            {
                Url = url,
                Kind = kind,
                Interval = interval is { } seconds ? TimeSpan.FromSeconds(seconds) : FeedSource.DefaultInterval,
                Map = map,
                Default = otherwise,
            };
    }

    private FeedRule? ReadRule(Located at)
    {
        if (Fields.Of(at, errors) is not { } fields)
        {
            return null;
        }

        var found = Matches.Select(m => (At: fields.Find(m.Field), m.Match)).Where(m => m.At is not null).ToList();
        var target = fields.Require("components");
        fields.RefuseOthers();
        if (found.Count != 1)
        {
            errors.Add(at, $"must have one of {string.Join(", ", Matches.Select(m => m.Field))}; it has {found.Count}.");
            return null;
        }

        var rule = errors.ReadText(found[0].At!.Value) is { } pattern ? MakeRule(found[0].At!.Value, found[0].Match, pattern) : null;
        var ids = target is { } list ? ReadComponents(list, rule) : [];
        return rule is null || ids.Count == 0 ? null : new FeedRule(rule.Match, rule.Pattern, ids);
    }

    private FeedRule? MakeRule(Located at, FeedMatch match, string pattern)
    {
        try
        {
            return new FeedRule(match, pattern, []);
        }
        catch (ArgumentException exception)
        {
            errors.Add(at, $"'{Slug.Excerpt(pattern)}' cannot be used as a regular expression: {exception.Message.Split('\n')[0].TrimEnd()}");
            return null;
        }
    }

    /// <summary>A text or a list of texts; each a component that is defined, or with marks one that is defined for some region.</summary>
    private List<string> ReadComponents(Located at, FeedRule? rule)
    {
        var listed = at.Value is YamlValue.Text ? [at] : errors.ReadList(at, CatalogueLimits.ComponentsPerRule);
        var ids = listed.Select(item => ReadComponent(item, rule)).OfType<string>().ToList();
        if (listed.Count == 0 && at.Value is YamlValue.List)
        {
            errors.Add(at, "must name at least one component.");
        }

        return ids;
    }

    private string? ReadComponent(Located at, FeedRule? rule)
    {
        if (errors.ReadText(at) is not { } text)
        {
            return null;
        }

        var parts = text.Split('/');
        if (parts.Length != 3 || parts.Any(p => !Slug.IsValid(p) && !IsMark(p)))
        {
            errors.Add(at, $"'{Slug.Excerpt(text)}' is not a component; it must be provider/region/name, where region and name may be marks such as {FeedRule.RegionMark}.");
            return null;
        }

        var unknown = parts.FirstOrDefault(p => IsMark(p) && p != FeedRule.RegionMark && rule?.HasGroup(p[1..]) != true);
        if (unknown is not null)
        {
            errors.Add(at, $"'{unknown}' is neither {FeedRule.RegionMark} nor a named group of this rule's regular expression.");
            return null;
        }

        if (components.Keys.Any(id => Fits(parts[0], id.Provider) && Fits(parts[1], id.Region) && Fits(parts[2], id.Name)))
        {
            return text;
        }

        errors.AddUnknown(at, $"no component '{Slug.Excerpt(text)}' is defined.{errors.Suggest(text, components.Keys.Select(c => c.ToString()))}");
        return null;
    }

    private static bool IsMark(string part) => part.Length > 1 && part[0] == '$' && part.Skip(1).All(char.IsAsciiLetterLower);

    private static bool Fits(string pattern, string part) => IsMark(pattern) || pattern == part;
}
