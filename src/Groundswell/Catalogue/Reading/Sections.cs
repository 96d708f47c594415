namespace Groundswell.Catalogue.Reading;

/// <summary>
/// The entries of all files, sorted by section. Any file may hold any section; an id may be defined once only, in whichever file.
/// </summary>
internal sealed class Sections
{
    /// <summary>The one section whose entries are countries.</summary>
    public const string Holidays = "holidays";

    public static readonly IReadOnlyList<string> Names = ["symptoms", "categories", "evidence", "providers", "services", "fingerprints", Holidays];

    private readonly Dictionary<string, Dictionary<string, Located>> _sections =
        Names.ToDictionary(n => n, _ => new Dictionary<string, Located>(StringComparer.Ordinal), StringComparer.Ordinal);

    private readonly CatalogueErrors _errors;

    public Sections(CatalogueErrors errors) => _errors = errors;

    /// <summary>The entries of a section by id, every id a valid slug; of <see cref="Holidays"/>, every one a country.</summary>
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
                AddSection(section, _sections[name], name == Holidays ? IsCountry : IsId);
            }
        }

        fields.RefuseOthers();
    }

    private void AddSection(Located section, Dictionary<string, Located> entries, Func<Located, bool> isKey)
    {
        if (section.Value is not YamlValue.Map map)
        {
            _errors.Add(section, "must be a mapping from id to entry.");
            return;
        }

        foreach (var (key, value) in map.Entries)
        {
            var entry = section.Child(Slug.Excerpt(key.Value), value);
            if (isKey(entry with { Value = key }) && !entries.TryAdd(key.Value, entry))
            {
                var first = entries[key.Value];
                _errors.Add(entry with { Value = key }, $"is defined already, in {first.File}:{first.Value.Line}.");
            }
        }
    }

    private bool IsCountry(Located key) => _errors.ReadCountry(key) is not null;

    private bool IsId(Located key)
    {
        var id = ((YamlValue.Text)key.Value).Value;
        var valid = Slug.IsValid(id);
        if (!valid)
        {
            _errors.Add(key, $"'{Slug.Excerpt(id)}' is not an id; {Slug.Rule}");
        }

        return valid;
    }
}
