using System.Text.RegularExpressions;

namespace Groundswell.Catalogue;

/// <summary>One line of a feed's map: which of our components a name on the supplier's page stands for.</summary>
public sealed class FeedRule
{
    /// <summary>Stands for the region that the page names; other marks are named groups of the regular expression.</summary>
    public const string RegionMark = "$region";

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // NonBacktracking is linear in the name; the limit only bounds a machine that stands still.
    private static readonly TimeSpan MatchTime = TimeSpan.FromMilliseconds(250);

    private readonly Regex? _expression;

    /// <exception cref="ArgumentException">The pattern is no regular expression, or needs backtracking.</exception>
    public FeedRule(FeedMatch match, string pattern, IReadOnlyList<string> components)
    {
        Match = match;
        Pattern = pattern;
        Components = components;
        try
        {
            _expression = match == FeedMatch.Regex ? new Regex(pattern, Options, MatchTime) : null;
        }
        catch (NotSupportedException exception)
        {
            throw new ArgumentException(exception.Message, nameof(pattern), exception);
        }
    }

    public FeedMatch Match { get; }

    public string Pattern { get; }

    /// <summary>Ids of components; a part may be <c>$region</c> or <c>$name</c> of a group, as in <c>aws/$region/dynamodb</c>.</summary>
    public IReadOnlyList<string> Components { get; }

    internal bool HasGroup(string name) => _expression?.GetGroupNames().Contains(name, StringComparer.Ordinal) == true;

    /// <summary>What the rule gives for a name, with the marks of the regular expression filled in; null if it does not fit.</summary>
    internal IReadOnlyList<string>? Apply(string name) => Match switch
    {
        FeedMatch.Exact => name.Equals(Pattern, StringComparison.OrdinalIgnoreCase) ? Components : null,
        FeedMatch.Prefix => name.StartsWith(Pattern, StringComparison.OrdinalIgnoreCase) ? Components : null,
        _ => Expand(name),
    };

    private IReadOnlyList<string>? Expand(string name)
    {
        try
        {
            var match = _expression!.Match(name);
            return match.Success ? [.. Components.Select(c => Fill(c, match))] : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private string Fill(string component, Match match)
    {
        foreach (var group in _expression!.GetGroupNames())
        {
            if (!char.IsAsciiDigit(group[0]) && match.Groups[group].Success)
            {
                component = component.Replace($"${group}", match.Groups[group].Value.ToLowerInvariant(), StringComparison.Ordinal);
            }
        }

        return component;
    }
}
