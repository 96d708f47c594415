namespace Groundswell.Catalogue.Reading;

/// <summary>
/// A component whose id is known and whose body is not yet read: dependencies may point forward, so all ids come first. A body
/// in a set of several regions is read once for each of them.
/// </summary>
internal sealed record ComponentDraft(ComponentId Id, Located Body, IReadOnlyList<string> SetRegions, string? SetSource)
{
    private const string RegionMark = "$region";
    private const int RegionsPerSet = 200;
    private const int SetsPerProvider = 200;

    public static IReadOnlyDictionary<ComponentId, ComponentDraft> ReadAll(Sections sections, CatalogueErrors errors)
    {
        var drafts = new Dictionary<ComponentId, ComponentDraft>();
        foreach (var (provider, entry) in sections["providers"])
        {
            if (entry.Value is not YamlValue.Map map || map.Entries.FirstOrDefault(e => e.Key.Value == "components").Value is not { } sets)
            {
                continue;
            }

            foreach (var set in errors.ReadList(entry.Child("components", sets), SetsPerProvider))
            {
                ReadSet(provider, set, drafts, errors);
            }
        }

        return drafts;
    }

    /// <returns>Null if the body is broken; the errors say why.</returns>
    public Component? Finish(DependencyReading dependencies, ProbeEntries probing, CatalogueErrors errors)
    {
        if (Fields.Of(Body, errors) is not { } fields)
        {
            return null;
        }

        var name = fields.RequireText("name");
        var kind = fields.Require("kind") is { } kindAt ? errors.ReadWord<ComponentKind>(kindAt) : null;
        var hostnames = ReadHostnames(fields, errors);
        var source = fields.FindText("source") ?? SetSource;
        var needs = fields.Find("dependencies") is { } at ? dependencies.ReadFor(at, Id, SetRegions, Expand) : [];
        var probes = fields.Find("probes") is { } list ? probing.Read(list with { Value = ExpandAll(list.Value) }) : null;
        fields.RefuseOthers();
        return name is null || kind is null
            ? null
            : new Component
            {
                Id = Id,
                Name = Expand(name),
                Kind = kind.Value,
                Hostnames = hostnames,
                Source = source is null ? null : Expand(source),
                Dependencies = needs,
                Probes = probes,
            };
    }

    private static void ReadSet(
        string provider, Located set, Dictionary<ComponentId, ComponentDraft> drafts, CatalogueErrors errors)
    {
        if (Fields.Of(set, errors) is not { } fields)
        {
            return;
        }

        fields.Require("regions");
        var listed = fields.FindList("regions", RegionsPerSet).Select(errors.ReadSlug).OfType<string>();
        var regions = listed.Distinct(StringComparer.Ordinal).ToList();
        var source = fields.FindText("source");
        var each = fields.Require("each");
        fields.RefuseOthers();
        if (each?.Value is not YamlValue.Map bodies)
        {
            if (each is { } wrong)
            {
                errors.Add(wrong, "must be a mapping from the component's name to its fields.");
            }

            return;
        }

        foreach (var (key, body) in bodies.Entries)
        {
            var at = each.Value.Child(Slug.Excerpt(key.Value), key);
            if (errors.ReadSlug(at) is null)
            {
                continue;
            }

            if (key.Value.Trim() == Unspecified.Name)
            {
                errors.Add(at, $"'{Unspecified.Name}' stands for a region's component that is not known; another name must be chosen.");
                continue;
            }

            foreach (var region in regions)
            {
                var id = ComponentId.Parse($"{provider}/{region}/{key.Value.Trim()}");
                if (drafts.Count >= CatalogueLimits.Components)
                {
                    errors.Add(at, $"more than {CatalogueLimits.Components} components.");
                    return;
                }

                if (!drafts.TryAdd(id, new ComponentDraft(id, at with { Value = body }, regions, source)))
                {
                    var first = drafts[id].Body;
                    errors.Add(at, $"{id} is defined already, in {first.File}:{first.Value.Line}.");
                }
            }
        }
    }

    private List<string> ReadHostnames(Fields fields, CatalogueErrors errors) =>
        [.. fields.FindList("hostnames", CatalogueLimits.HostnamesPerEntry).Select(at => ReadHostname(at, errors)).OfType<string>()];

    private string? ReadHostname(Located at, CatalogueErrors errors) => at.Value is YamlValue.Text text
        ? errors.ReadHostname(at with { Value = new YamlValue.Text(text.Line, text.Column, Expand(text.Value)) })
        : errors.ReadHostname(at);

    private YamlValue ExpandAll(YamlValue value) => value switch
    {
        YamlValue.Text text => new YamlValue.Text(text.Line, text.Column, Expand(text.Value)),
        YamlValue.List list => new YamlValue.List(list.Line, list.Column, [.. list.Items.Select(ExpandAll)]),
        YamlValue.Map map => new YamlValue.Map(map.Line, map.Column, [.. map.Entries.Select(e => KeyValuePair.Create(e.Key, ExpandAll(e.Value)))]),
        _ => value,
    };

    private string Expand(string text) => text.Replace(RegionMark, Id.Region, StringComparison.Ordinal);
}
