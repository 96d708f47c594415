using System.Diagnostics.CodeAnalysis;

namespace Groundswell.Catalogue;

/// <summary>
/// The end of a host name: <c>cloudfront.net</c> is it and all below it. <c>*</c> within a label stands for any characters of that
/// label, <c>$region</c> for a label that names a region, and <c>*</c> as the last label for any ending, such as <c>net</c> or <c>co.uk</c>.
/// </summary>
public sealed class HostPattern
{
    public const string Rule = "it must be the end of a host name, such as cloudfront.net, awsdns-*.* or $region.elb.amazonaws.com.";

    private const int MaximumLength = 253;
    private const int LongestSecondLevel = 3; // co.uk, com.br, gov.au: an ending of two labels has a short first one

    private readonly string[] _labels;

    private HostPattern(string text)
    {
        Text = text;
        _labels = text.Split('.');
    }

    public string Text { get; }

    /// <summary>True if it stands for nothing but its own text, so that it can be looked up.</summary>
    public bool IsLiteral => !Text.Contains('*') && !Text.Contains('$');

    public static bool TryParse(string text, [NotNullWhen(true)] out HostPattern? pattern)
    {
        var labels = text.Split('.');
        var valid = text.Length is > 0 and <= MaximumLength
            && labels.All(l => l == FingerprintPart.RegionMark || (l.Length > 0 && l.All(IsPatternCharacter) && l.Count(c => c == '*') <= 1))
            && labels[^1] != FingerprintPart.RegionMark
            && labels.Any(l => l.Any(char.IsAsciiLetterOrDigit) && l != FingerprintPart.RegionMark);
        pattern = valid ? new HostPattern(text) : null;
        return valid;
    }

    /// <param name="host">In lower case, without a dot at its end.</param>
    /// <param name="region">The label at <c>$region</c>, if the pattern has one and matches.</param>
    public bool Matches(string host, out string? region)
    {
        ArgumentNullException.ThrowIfNull(host);
        var labels = host.Split('.');
        if (_labels[^1] != "*")
        {
            return MatchesFrom(labels, labels.Length, _labels.Length, out region);
        }

        var endsInTwo = labels.Length > 2 && labels[^1].Length == 2 && labels[^2].Length <= LongestSecondLevel;
        return MatchesFrom(labels, labels.Length - 1, _labels.Length - 1, out region)
            || (endsInTwo && MatchesFrom(labels, labels.Length - 2, _labels.Length - 1, out region));
    }

    public bool Matches(string host) => Matches(host, out _);

    public override string ToString() => Text;

    /// <summary>Compares the <paramref name="count"/> labels before <paramref name="end"/> with as many of the pattern's.</summary>
    private bool MatchesFrom(string[] labels, int end, int count, out string? region)
    {
        region = null;
        for (var back = 1; back <= count; back++)
        {
            if (end - back < 0)
            {
                return false;
            }

            var (written, found) = (_labels[count - back], labels[end - back]);
            if (written == FingerprintPart.RegionMark)
            {
                region = found;
            }
            else if (!MatchesLabel(written, found))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MatchesLabel(ReadOnlySpan<char> written, ReadOnlySpan<char> found)
    {
        var star = written.IndexOf('*');
        if (star < 0)
        {
            return written.SequenceEqual(found);
        }

        if (!found.StartsWith(written[..star]))
        {
            return false;
        }

        var rest = found[star..];
        var tail = written[(star + 1)..];
        return rest.Length > tail.Length && rest.EndsWith(tail);
    }

    private static bool IsPatternCharacter(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '*';
}
