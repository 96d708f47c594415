namespace Groundswell.Catalogue.Reading;

/// <summary>
/// Reads the keys of one mapping. What is missing or malformed becomes an error and a null, so that the rest is read all the same;
/// <see cref="RefuseOthers"/> then refuses the keys that nobody asked for.
/// </summary>
internal sealed class Fields
{
    private readonly Located _at;
    private readonly CatalogueErrors _errors;
    private readonly Dictionary<string, YamlValue> _values;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private Fields(Located at, YamlValue.Map map, CatalogueErrors errors)
    {
        _at = at;
        _errors = errors;
        _values = map.Entries.ToDictionary(e => e.Key.Value, e => e.Value, StringComparer.Ordinal);
    }

    /// <returns>Null, and an error, if the value is no mapping.</returns>
    public static Fields? Of(Located at, CatalogueErrors errors)
    {
        if (at.Value is YamlValue.Map map)
        {
            return new Fields(at, map, errors);
        }

        errors.Add(at, "must be a mapping (key: value).");
        return null;
    }

    public Located? Find(string key)
    {
        _asked.Add(key);
        return _values.TryGetValue(key, out var value) ? _at.Child(key, value) : null;
    }

    public Located? Require(string key)
    {
        var found = Find(key);
        if (found is null)
        {
            _errors.Add(_at, $"'{key}' is missing.");
        }

        return found;
    }

    public string? RequireText(string key) => Require(key) is { } at ? _errors.ReadText(at) : null;

    public string? FindText(string key) => Find(key) is { } at ? _errors.ReadText(at) : null;

    public IReadOnlyList<Located> FindList(string key, int most) => Find(key) is { } at ? _errors.ReadList(at, most) : [];

    public void RefuseOthers()
    {
        foreach (var (key, value) in ((YamlValue.Map)_at.Value).Entries)
        {
            if (!_asked.Contains(key.Value))
            {
                var known = string.Join(", ", _asked);
                _errors.Add(
                    _at.Child(Slug.Excerpt(key.Value), key),
                    $"is not a field known here.{_errors.Suggest(key.Value, _asked)} Known: {known}.");
            }
        }
    }
}
