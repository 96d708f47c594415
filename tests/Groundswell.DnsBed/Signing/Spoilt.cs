using System.Text.RegularExpressions;

namespace Groundswell.DnsBed.Signing;

/// <summary>What goes wrong in signed zones, done to their lines: <c>owner ttl IN type data</c>.</summary>
public static partial class Spoilt
{
    /// <summary>No signatures over records of a type; at one owner, or wherever they are.</summary>
    public static Func<IEnumerable<string>, IEnumerable<string>> WithoutSignatures(string type, string? owner = null) =>
        lines => lines.Where(l => !IsSignatureOver(l, type, owner));

    /// <summary>No records of a type, and no signatures over them.</summary>
    public static Func<IEnumerable<string>, IEnumerable<string>> Without(string type) =>
        lines => lines.Where(l => !IsSignatureOver(l, type, null) && !(Parts().Match(l) is { Success: true } m && m.Groups["type"].Value == type));

    /// <summary>Signatures over records of a type with some bits turned.</summary>
    public static Func<IEnumerable<string>, IEnumerable<string>> WithBrokenSignatures(string type, string? owner = null) =>
        lines => lines.Select(l => IsSignatureOver(l, type, owner) ? TurnBits(l) : l);

    /// <summary>The records were changed after they were signed.</summary>
    public static Func<IEnumerable<string>, IEnumerable<string>> WithChanged(string old, string now) =>
        lines => lines.Select(l => l.Contains("RRSIG", StringComparison.Ordinal) ? l : l.Replace(old, now, StringComparison.Ordinal));

    private static bool IsSignatureOver(string line, string type, string? owner) =>
        Parts().Match(line) is { Success: true } m && m.Groups["type"].Value == "RRSIG"
        && m.Groups["rest"].Value.StartsWith(type + " ", StringComparison.Ordinal)
        && (owner is null || string.Equals(m.Groups["owner"].Value, owner, StringComparison.OrdinalIgnoreCase));

    private static string TurnBits(string line)
    {
        var at = line.LastIndexOf(' ') + 3;
        return line[..at] + (line[at] == 'A' ? 'B' : 'A') + line[(at + 1)..];
    }

    [GeneratedRegex(@"^(?<owner>\S+)\s+\d+\s+IN\s+(?<type>\S+)\s+(?<rest>.*)$")]
    private static partial Regex Parts();
}
