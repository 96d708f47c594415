using System.Text.RegularExpressions;

namespace Groundswell.Catalogue.Probing;

/// <summary>What a text must be like. Letters count as they are written.</summary>
public sealed class TextCondition
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    // NonBacktracking is linear in the text; the limit bounds large bodies on a machine that stands still.
    private static readonly TimeSpan MatchTime = TimeSpan.FromMilliseconds(250);

    private readonly Regex? _expression;

    /// <exception cref="ArgumentException">The text is no regular expression, or needs backtracking.</exception>
    public TextCondition(TextMatch match, string text)
    {
        Match = match;
        Text = text;
        try
        {
            _expression = match == TextMatch.Matches ? new Regex(text, Options, MatchTime) : null;
        }
        catch (NotSupportedException exception)
        {
            throw new ArgumentException(exception.Message, nameof(text), exception);
        }
    }

    public TextMatch Match { get; }

    public string Text { get; }

    /// <summary>Whether the condition holds; a regular expression that takes too long does not.</summary>
    public bool Holds(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return Match switch
            {
                TextMatch.Contains => text.Contains(Text, StringComparison.Ordinal),
                TextMatch.Lacks => !text.Contains(Text, StringComparison.Ordinal),
                TextMatch.Equals => text == Text,
                _ => _expression!.IsMatch(text),
            };
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>In words, as <c>contains 'ok'</c>.</summary>
    public override string ToString() => $"{Match.ToString().ToLowerInvariant()} '{Slug.Excerpt(Text)}'";
}
