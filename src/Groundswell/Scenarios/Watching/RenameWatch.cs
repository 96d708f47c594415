using System.Globalization;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;

namespace Groundswell.Scenarios.Watching;

/// <summary>Counts changes of name: of each incident, and of what stands largest where another incident takes that place.</summary>
internal sealed class RenameWatch(ScenarioExpectation.Renames expectation) : ReaderWatch(expectation, null)
{
    private const int Listed = 12;

    private readonly List<string> _changes = [];
    private Dictionary<IncidentId, CauseName> _names = [];
    private (IncidentId Id, CauseName Cause)? _largest;
    private bool _looked;

    public override void Look(ReaderView view)
    {
        if (!expectation.Span.Contains(view.At))
        {
            return;
        }

        _looked = true;
        foreach (var incident in view.Causes)
        {
            if (_names.TryGetValue(incident.Id, out var before) && before != incident.Cause)
            {
                Add(view.At, before, incident.Cause);
            }
        }

        // A time without any incident between two of one name is no change of name.
        if (view.Largest is { } largest)
        {
            if (_largest is { } last && last.Id != largest.Id && last.Cause != largest.Cause)
            {
                Add(view.At, last.Cause, largest.Cause);
            }

            _largest = (largest.Id, largest.Cause);
        }

        _names = view.Causes.ToDictionary(c => c.Id, c => c.Cause);
    }

    public override ScenarioResult Judge()
    {
        var list = string.Join("; ", _changes.Take(Listed));
        return _looked
            ? Result(_changes.Count <= expectation.AtMost, string.Create(CultureInfo.InvariantCulture, $"{_changes.Count} {(_changes.Count == 1 ? "change" : "changes")}{(list.Length > 0 ? $": {list}" : "")}{(_changes.Count > Listed ? " …" : "")}"))
            : Result(false, "nobody looked in this time");
    }

    private void Add(DateTimeOffset at, CauseName from, CauseName to) => _changes.Add(string.Create(CultureInfo.InvariantCulture, $"{at:MM-dd HH:mm} {from} to {to}"));
}
