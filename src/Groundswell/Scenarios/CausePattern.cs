using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;

namespace Groundswell.Scenarios;

/// <summary>A cause as an expectation names it: itself, whatever is below it (<c>aws/us-east-1/*</c>), or none at all.</summary>
/// <param name="Name">Null for <c>none</c>.</param>
/// <param name="IsBelow">Whether causes below it are meant, and not itself.</param>
/// <param name="Column">Where it stands in its line, from 1.</param>
public readonly record struct CausePattern(CauseName? Name, bool IsBelow, int Column)
{
    private const string None = "none";
    private const string Below = "/*";

    /// <param name="cause">What is published; null where nothing is.</param>
    public bool Matches(CauseName? cause) => (Name, cause) switch
    {
        (null, _) => cause is null,
        (_, null) => false,
        ({ } name, { } found) => IsBelow ? found.ToString().StartsWith($"{name}/", StringComparison.Ordinal) : found == name,
    };

    /// <summary>Whether a failure of the component could be meant.</summary>
    public bool Covers(ComponentId component) => Name is { } name && name.Covers(component);

    public static CausePattern? Parse(string text, int column)
    {
        if (text == None)
        {
            return new CausePattern(null, false, column);
        }

        var isBelow = text.EndsWith(Below, StringComparison.Ordinal);
        return CauseName.TryParse(isBelow ? text[..^Below.Length] : text, null, out var name) && !(isBelow && name.Level == CauseLevel.Component)
            ? new CausePattern(name, isBelow, column)
            : null;
    }

    public override string ToString() => Name is { } name ? $"{name}{(IsBelow ? Below : "")}" : None;
}
