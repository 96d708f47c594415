using System.Globalization;
using System.Text;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Zones;

/// <summary>
/// Master files (RFC 1035, section 5): comments, parentheses, quotes, <c>$ORIGIN</c> and <c>$TTL</c>, owners and origins left out.
/// Contents stay words, for whoever knows the types that are wanted.
/// </summary>
internal static class ZoneFile
{
    /// <summary>Characters; root hints have 3,000 and anchors fewer.</summary>
    public const int MaxLength = 4 << 20;

    /// <param name="text">The file.</param>
    /// <param name="lines">Its entries.</param>
    /// <param name="fault">What is wrong, with the line.</param>
    public static bool TryRead(string text, out IReadOnlyList<ZoneLine> lines, out string? fault)
    {
        var found = new List<ZoneLine>();
        lines = found;
        fault = text.Length > MaxLength ? $"it is longer than {MaxLength} characters" : null;
        var (origin, owner) = (DomainName.Root, DomainName.Root);
        foreach (var (words, isIndented, number) in fault is null ? Entries(text) : [])
        {
            if (words[0].StartsWith('$'))
            {
                fault = words is ["$ORIGIN" or "$origin", var name] && TryName(name, origin, out var given) && given is not null ? SetOrigin(given, ref origin)
                    : words[0].ToUpperInvariant() is "$TTL" ? null
                    : $"line {number}: '{words[0]}' is not known, or has no name";
            }
            else
            {
                var at = 0;
                if (!isIndented)
                {
                    fault = TryName(words[at++], origin, out var named) && named is not null ? null : $"line {number}: '{Excerpt(words[0])}' is no name";
                    owner = named ?? owner;
                }

                while (at < words.Count && (words[at].ToUpperInvariant() is "IN" || IsTime(words[at])))
                {
                    at++;
                }

                fault ??= at < words.Count && RecordTypeText.TryParse(words[at], out var type)
                    ? Add(found, new ZoneLine(owner, type, words[(at + 1)..], number))
                    : $"line {number}: there is no record type that is known";
            }

            if (fault is not null)
            {
                return false;
            }
        }

        return fault is null;
    }

    /// <summary>A name as a zone file has it: without a dot at its end it continues with the origin.</summary>
    public static bool TryName(string text, DomainName origin, out DomainName? name)
    {
        name = text == "@" ? origin : null;
        if (name is not null || !DomainName.TryRead(text, out name, out _))
        {
            return name is not null;
        }

        name = text.EndsWith('.') && !text.EndsWith(@"\.", StringComparison.Ordinal) ? name : name.Rebased(DomainName.Root, origin);
        return name is not null;
    }

    private static string? SetOrigin(DomainName given, ref DomainName origin)
    {
        origin = given;
        return null;
    }

    private static string? Add(List<ZoneLine> lines, ZoneLine line)
    {
        lines.Add(line);
        return null;
    }

    private static string Excerpt(string word) => word[..Math.Min(word.Length, 40)];

    private static bool IsTime(string word) => char.IsAsciiDigit(word[0]) && word.All(c => char.IsAsciiDigit(c) || char.ToUpper(c, CultureInfo.InvariantCulture) is 'S' or 'M' or 'H' or 'D' or 'W');

    private static IEnumerable<(List<string> Words, bool IsIndented, int Line)> Entries(string text)
    {
        var words = new List<string>();
        var (depth, number, start, isIndented) = (0, 0, 0, false);
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (depth == 0)
            {
                (start, isIndented) = (number, line.Length > 0 && char.IsWhiteSpace(line[0]));
            }

            depth = Math.Max(0, depth + Split(line, words));
            if (depth == 0 && words.Count > 0)
            {
                yield return (words, isIndented, start);
                words = [];
            }
        }

        if (words.Count > 0)
        {
            yield return (words, isIndented, start);
        }
    }

    /// <summary>Adds the words of a line; returns how many parentheses it leaves open.</summary>
    private static int Split(string line, List<string> words)
    {
        var word = new StringBuilder();
        var (depth, isQuoted, wasQuoted) = (0, false, false);
        for (var i = 0; i <= line.Length; i++)
        {
            var c = i < line.Length ? line[i] : '\n';
            if (isQuoted && c != '\n' && c != '"')
            {
                word.Append(c);
            }
            else if (c == '"')
            {
                (isQuoted, wasQuoted) = (!isQuoted, true);
            }
            else if (char.IsWhiteSpace(c) || c is ';' or '(' or ')')
            {
                if (word.Length > 0 || wasQuoted)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    wasQuoted = false;
                }

                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (c == ';')
                {
                    break;
                }
            }
            else
            {
                word.Append(c);
            }
        }

        return depth;
    }
}
