using System.Text.RegularExpressions;

namespace Groundswell.DnsBed;

/// <summary>What a server answered, as <c>dig</c> prints it.</summary>
/// <param name="Status">NOERROR, NXDOMAIN, SERVFAIL, …</param>
/// <param name="Records">The answer section, a record a line.</param>
public sealed partial record BedAnswer(string Status, IReadOnlyList<string> Records)
{
    internal static BedAnswer Parse(string printed) => new(
        StatusWord().Match(printed).Groups["status"].Value,
        [.. printed.Split('\n').Where(l => l.Length > 0 && l[0] != ';')]);

    /// <summary>Whether a record of a type is in the answer, and not aliases alone.</summary>
    public bool Has(string type) => Records.Any(r => TypeField().Match(r).Groups["type"].Value == type);

    [GeneratedRegex(@"status: (?<status>\w+)")]
    private static partial Regex StatusWord();

    [GeneratedRegex(@"^\S+\s+\d+\s+IN\s+(?<type>\S+)")]
    private static partial Regex TypeField();
}
