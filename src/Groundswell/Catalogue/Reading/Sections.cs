namespace Groundswell.Catalogue.Reading;

/// <summary>
/// The entries of all files, sorted by section. Any file may hold any section; an id may be defined once only, in whichever file.
/// </summary>
internal sealed class Sections
{
    public static readonly IReadOnlyList<string> Names = ["symptoms", "categories", "evidence", "providers", "services"];

    private readonly Dictionary<string, Dictionary<string, Located>> _sections =
        Names.ToDictionary(n => n, _ => new Dictionary<string, Located>(StringComparer.Ordinal), StringComparer.Ordinal);

    private readonly CatalogueErrors _errors;

    public Sections(CatalogueErrors errors) => _errors = errors;

    /// <summary>The entries of a section by id, every id a valid slug.</summary>
    public IReadOnlyDictionary<string, Located> this[string section] => _sections[section];

    public void Add(string file, YamlValue root)
    {
        if (Fields.Of(new Located(file, "", root), _errors) is not { } fields)
        {
            return;
        }

        foreach (var name in Names)
        {
            if (fields.Find(name) is { } section)
            {
                AddSection(section, _sections[name]);
            }
        }

        fields.RefuseOthers();
    }

    private void AddSection(Located section, Dictionary<string, Located> entries)
    {
        if (section.Value is not YamlValue.Map map)
        {
            _errors.Add(section, "must be a mapping from id to entry.");
            return;
        }

        foreach (var (key, value) in map.Entries)
        {
            var entry = section.Child(Slug.Excerpt(key.Value), value);
            if (!Slug.IsValid(key.Value))
            {
                _errors.Add(entry with { Value = key }, $"'{Slug.Excerpt(key.Value)}' is not an id; {Slug.Rule}");
            }
            else if (!entries.TryAdd(key.Value, entry))
            {
                var first = entries[key.Value];
                _errors.Add(entry with { Value = key }, $"is defined already, in {first.File}:{first.Value.Line}.");
            }
        }
    }
}
