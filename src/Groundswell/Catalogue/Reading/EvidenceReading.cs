namespace Groundswell.Catalogue.Reading;

/// <summary>
/// Evidence, and the section <c>evidence</c>, where evidence that many dependencies rest on is written once and then named.
/// </summary>
internal sealed class EvidenceReading
{
    private readonly Dictionary<string, IReadOnlyList<Evidence>> _shared = new(StringComparer.Ordinal);
    private readonly CatalogueErrors _errors;

    public EvidenceReading(Sections sections, CatalogueErrors errors)
    {
        _errors = errors;
        foreach (var (id, entry) in sections["evidence"])
        {
            _shared[id] = [.. errors.ReadList(entry, CatalogueLimits.EvidencePerDependency).Select(ReadOne).OfType<Evidence>()];
            if (entry.Value is YamlValue.List { Items.Count: 0 })
            {
                errors.Add(entry, "must hold at least one piece of evidence.");
            }
        }
    }

    /// <summary>A list whose members are pieces of evidence or names of shared ones.</summary>
    /// <param name="at">The field.</param>
    /// <param name="expand">Replaces the placeholders of a component set.</param>
    public IReadOnlyList<Evidence> Read(Located at, Func<string, string> expand)
    {
        var all = new List<Evidence>();
        var items = _errors.ReadList(at, CatalogueLimits.EvidencePerDependency);
        foreach (var item in items)
        {
            if (item.Value is YamlValue.Text)
            {
                all.AddRange(ReadShared(item));
            }
            else if (ReadOne(item) is { } one)
            {
                all.Add(one with { Source = expand(one.Source), Note = one.Note is null ? null : expand(one.Note) });
            }
        }

        if (at.Value is YamlValue.List { Items.Count: 0 })
        {
            _errors.Add(at, "must hold at least one piece of evidence; write '- assumed: the reason' where nothing is known.");
        }

        return all;
    }

    private IReadOnlyList<Evidence> ReadShared(Located at)
    {
        if (_errors.ReadSlug(at) is not { } name)
        {
            return [];
        }

        if (_shared.TryGetValue(name, out var shared))
        {
            return shared;
        }

        _errors.AddUnknown(at, $"no evidence '{name}' is defined.{_errors.Suggest(name, _shared.Keys)}");
        return [];
    }

    private Evidence? ReadOne(Located at)
    {
        if (Fields.Of(at, _errors) is not { } fields)
        {
            return null;
        }

        var kinds = Words<EvidenceKind>.All.Select(k => (k.Value, At: fields.Find(k.Key))).Where(k => k.At is not null).ToList();
        var note = fields.FindText("note");
        fields.RefuseOthers();
        if (kinds.Count != 1)
        {
            _errors.Add(at, "must have exactly one of stated, observed, reported (with the source) or assumed (with the reason).");
            return null;
        }

        var (kind, source) = kinds[0];
        return _errors.ReadText(source!.Value) is { } text ? new Evidence(kind, text, note) : null;
    }
}
