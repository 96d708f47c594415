namespace Groundswell.Catalogue.Reading;

/// <summary>Collects what is wrong, so that one run shows everything.</summary>
internal sealed class CatalogueErrors
{
    private const int MostKept = CatalogueLimits.Errors * 20; // a hostile file may hold an error in every byte

    // A set: components written once for several regions are read once for each, and so find the same fault again.
    private readonly HashSet<CatalogueError> _errors = [];

    private int _notKept;

    public bool Any => _errors.Count > 0;

    /// <summary>A file could not be parsed at all: what it would have defined is then unknown, and "unknown" is no error.</summary>
    public bool SomeFileUnreadable { get; private set; }

    public void Add(Located at, string reason) => Add(at.File, at.Value.Line, at.Value.Column, at.Field, reason);

    /// <summary>An error about something that is named but defined nowhere.</summary>
    public void AddUnknown(Located at, string reason)
    {
        if (!SomeFileUnreadable)
        {
            Add(at, reason);
        }
    }

    /// <summary>What was probably meant, as a sentence to append. Left out once nobody will see it: looking for it costs.</summary>
    public string Suggest(string written, IEnumerable<string> known) =>
        _errors.Count < CatalogueLimits.Errors ? Suggestion.For(written, known) : "";

    public void AddUnreadable(string file, int line, int column, string reason)
    {
        SomeFileUnreadable = true;
        Add(file, line, column, "", reason);
    }

    public IReadOnlyList<CatalogueError> ToList()
    {
        var sorted = _errors
            .OrderBy(e => e.File, StringComparer.Ordinal)
            .ThenBy(e => e.Line)
            .ThenBy(e => e.Column)
            .ToList();
        if (sorted.Count <= CatalogueLimits.Errors)
        {
            return sorted;
        }

        var more = sorted.Count - CatalogueLimits.Errors + 1 + _notKept;
        var last = sorted[CatalogueLimits.Errors - 1];
        return [.. sorted.Take(CatalogueLimits.Errors - 1), last with { Field = "", Reason = $"{more} more errors are not shown." }];
    }

    private void Add(string file, int line, int column, string field, string reason)
    {
        if (_errors.Count < MostKept)
        {
            _errors.Add(new CatalogueError { File = file, Line = line, Column = column, Field = field, Reason = reason });
        }
        else
        {
            _notKept++;
        }
    }
}
