using Groundswell.Catalogue.Probing;

namespace Groundswell.Catalogue.Reading;

/// <summary>Conditions of probes on texts, headers and bodies.</summary>
internal sealed class ConditionReading(CatalogueErrors errors)
{
    private const int LongestHeaderName = 100;

    public static bool IsHeaderName(string text) =>
        text.Length is > 0 and <= LongestHeaderName && text.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));

    /// <summary>A mapping with one of <c>contains</c>, <c>lacks</c>, <c>equals</c>, <c>matches</c>.</summary>
    public TextCondition? ReadText(Located at)
    {
        if (Fields.Of(at, errors) is not { } fields)
        {
            return null;
        }

        var found = Find(fields);
        fields.RefuseOthers();
        if (found.Count == 1)
        {
            return Make(found[0]);
        }

        errors.Add(at, $"must have one of {string.Join(", ", Words<TextMatch>.All.Keys)}; it has {found.Count}.");
        return null;
    }

    /// <summary><c>headers</c>: a mapping from name to condition.</summary>
    public IReadOnlyList<HeaderCondition> ReadHeaders(Fields expect)
    {
        if (expect.Find("headers") is not { } at)
        {
            return [];
        }

        if (at.Value is not YamlValue.Map map || map.Entries.Count > CatalogueLimits.ListedPerProbe)
        {
            errors.Add(at, $"must be a mapping of at most {CatalogueLimits.ListedPerProbe} headers.");
            return [];
        }

        var conditions = new List<HeaderCondition>();
        foreach (var (key, value) in map.Entries)
        {
            var header = at.Child(Slug.Excerpt(key.Value), value);
            if (!IsHeaderName(key.Value))
            {
                errors.Add(header, "is not the name of a header.");
            }
            else if (ReadText(header) is { } condition)
            {
                conditions.Add(new HeaderCondition(key.Value, condition));
            }
        }

        return conditions;
    }

    /// <summary><c>body</c>: a list of conditions, each on the whole or on a place in JSON.</summary>
    public IReadOnlyList<BodyCondition> ReadBody(Fields expect) =>
        [.. expect.FindList("body", CatalogueLimits.ListedPerProbe).Select(ReadBodyCondition).OfType<BodyCondition>()];

    private BodyCondition? ReadBodyCondition(Located at)
    {
        if (Fields.Of(at, errors) is not { } fields)
        {
            return null;
        }

        var jsonAt = fields.Find("json");
        var found = Find(fields);
        fields.RefuseOthers();
        var least = jsonAt is null ? 1 : 0;
        if (found.Count < least || found.Count > 1)
        {
            errors.Add(at, $"must have one of {string.Join(", ", Words<TextMatch>.All.Keys)}, or 'json' alone or with one of them; it has {found.Count}.");
            return null;
        }

        var condition = found.Count == 1 ? Make(found[0]) : null;
        if (jsonAt is not { } json)
        {
            return condition is null ? null : new BodyCondition.Whole(condition);
        }

        if (errors.ReadText(json) is not { } text)
        {
            return null;
        }

        if (JsonPath.TryParse(text, out var path))
        {
            return found.Count == 1 && condition is null ? null : new BodyCondition.At(path, condition);
        }

        errors.Add(json, $"'{Slug.Excerpt(text)}' is no place in JSON; {JsonPath.Rule}");
        return null;
    }

    private static List<(Located At, TextMatch Match)> Find(Fields fields) =>
        [.. Words<TextMatch>.All.Select(w => (At: fields.Find(w.Key), w.Value)).Where(f => f.At is not null).Select(f => (f.At!.Value, f.Value))];

    private TextCondition? Make((Located At, TextMatch Match) found)
    {
        if (errors.ReadText(found.At) is not { } text)
        {
            return null;
        }

        try
        {
            return new TextCondition(found.Match, text);
        }
        catch (ArgumentException exception)
        {
            errors.Add(found.At, $"'{Slug.Excerpt(text)}' cannot be used as a regular expression: {exception.Message.Split('\n')[0].TrimEnd()}");
            return null;
        }
    }
}
