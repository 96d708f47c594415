namespace Groundswell.Catalogue.Reading;

/// <summary>The section <c>fingerprints</c>.</summary>
internal sealed class FingerprintEntries(IReadOnlyList<Provider> providers, IEnumerable<ComponentId> components, CatalogueErrors errors)
{
    private readonly HashSet<string> _providers = providers.Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
    private readonly HashSet<string> _components = components.Select(c => c.ToString()).ToHashSet(StringComparer.Ordinal);

    // provider/$region/name of every component, so that a part without a fixed region can be checked.
    private readonly HashSet<string> _inSomeRegion =
        components.Select(c => $"{c.Provider}/{FingerprintPart.RegionMark}/{c.Name}").ToHashSet(StringComparer.Ordinal);

    public IReadOnlyList<Fingerprint> Read(Sections sections)
    {
        var entries = sections["fingerprints"];
        if (entries.Count > CatalogueLimits.Fingerprints)
        {
            errors.Add(entries.Values.First(), $"is one of {entries.Count} fingerprints; at most {CatalogueLimits.Fingerprints} are allowed.");
            return [];
        }

        return [.. entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => ReadOne(e.Key, e.Value)).OfType<Fingerprint>()];
    }

    private Fingerprint? ReadOne(string id, Located entry)
    {
        if (Fields.Of(entry, errors) is not { } fields)
        {
            return null;
        }

        var name = fields.RequireText("name");
        var source = fields.RequireText("source");
        var provider = fields.Find("provider") is { } providerAt ? ReadProvider(providerAt) : null;
        var domains = ReadPatterns(fields, "domains");
        var parts = fields.FindList("serves", CatalogueLimits.PartsPerFingerprint).Select(at => ReadPart(at, provider)).OfType<FingerprintPart>().ToList();
        fields.RefuseOthers();
        if (domains.Count == 0 && parts.Count == 0)
        {
            errors.Add(entry, "recognises nothing; it must have 'domains' or 'serves'.");
        }

        return name is null || source is null
            ? null
            : new Fingerprint { Id = id, Name = name, Source = source, Provider = provider, Domains = domains, Serves = parts };
    }

    private FingerprintPart? ReadPart(Located at, string? provider)
    {
        if (Fields.Of(at, errors) is not { } fields)
        {
            return null;
        }

        var function = fields.Require("function") is { } wordAt ? errors.ReadWord<SuppliedFunction>(wordAt) : null;
        var part = new FingerprintPart
        {
            Function = function ?? default,
            On = fields.Find("on") is { } onAt ? ReadComponent(onAt, provider) : null,
            NameServers = ReadPatterns(fields, "name-servers"),
            Cnames = ReadPatterns(fields, "cnames"),
            MailServers = ReadPatterns(fields, "mail-servers"),
            Resources = ReadPatterns(fields, "resources"),
            Issuers = ReadTexts(fields, "issuers"),
            Headers = [.. ReadTexts(fields, "headers").Select(ToHeader)],
            Ranges = [.. ReadTexts(fields, "ranges").Select(r => r.ToLowerInvariant())],
        };
        fields.RefuseOthers();
        if (part is { NameServers: [], Cnames: [], MailServers: [], Resources: [], Issuers: [], Headers: [], Ranges: [] })
        {
            errors.Add(at, "has no mark; it must have one of name-servers, cnames, mail-servers, resources, issuers, headers, ranges.");
        }

        return function is null ? null : part;
    }

    private string? ReadProvider(Located at)
    {
        if (errors.ReadSlug(at) is not { } id)
        {
            return null;
        }

        if (!_providers.Contains(id))
        {
            errors.AddUnknown(at, $"no provider '{id}' is defined.{errors.Suggest(id, _providers)}");
        }

        return id;
    }

    private string? ReadComponent(Located at, string? provider)
    {
        if (errors.ReadText(at) is not { } text)
        {
            return null;
        }

        if (provider is null || !text.StartsWith(provider + "/", StringComparison.Ordinal))
        {
            errors.Add(at, "must be a component of this fingerprint's 'provider'.");
            return null;
        }

        var known = text.Contains(FingerprintPart.RegionMark, StringComparison.Ordinal) ? _inSomeRegion : _components;
        if (!known.Contains(text))
        {
            errors.AddUnknown(at, $"no component '{Slug.Excerpt(text)}' is defined.{errors.Suggest(text, known)}");
            return null;
        }

        return text;
    }

    private List<HostPattern> ReadPatterns(Fields fields, string key)
    {
        var patterns = new List<HostPattern>();
        foreach (var at in fields.FindList(key, CatalogueLimits.MarksPerList))
        {
            if (errors.ReadText(at) is not { } text)
            {
                continue;
            }

            if (!HostPattern.TryParse(text, out var pattern))
            {
                errors.Add(at, $"'{Slug.Excerpt(text)}' is no pattern; {HostPattern.Rule}");
            }
            else if (patterns.Exists(p => p.Text == text))
            {
                errors.Add(at, $"'{Slug.Excerpt(text)}' is listed twice.");
            }
            else
            {
                patterns.Add(pattern);
            }
        }

        return patterns;
    }

    private List<string> ReadTexts(Fields fields, string key) =>
        [.. fields.FindList(key, CatalogueLimits.MarksPerList).Select(errors.ReadText).OfType<string>()];

    private static HeaderMark ToHeader(string text)
    {
        var lower = text.ToLowerInvariant();
        var colon = lower.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new HeaderMark(lower, null) : new HeaderMark(lower[..colon].Trim(), lower[(colon + 1)..].Trim());
    }
}
