using System.Text;

namespace Groundswell.Server.Ingest;

/// <summary>What a comment may hold.</summary>
internal static class CommentText
{
    /// <summary>The comment without control characters and outer spaces; null where nothing is left.</summary>
    /// <param name="text">As sent.</param>
    /// <param name="error">Why it is refused, or null.</param>
    public static string? Clean(string text, out string? error)
    {
        error = null;
        var (characters, controls) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = IsDropped(rune) ? controls++ : characters++;
        }

        if (characters > ReportLimits.CommentCharacters)
        {
            error = $"It has {characters} characters; at most {ReportLimits.CommentCharacters} are taken.";
        }

        // Nearly all are clean, and half surrogates come from no JSON: the text itself is kept, and no copy is made of it.
        var trimmed = (controls == 0 ? text : Without(text)).Trim();
        return trimmed.Length == 0 ? null : trimmed;
    }

    private static string Without(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsDropped(rune))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    private static bool IsDropped(Rune rune) => Rune.IsControl(rune) && rune.Value != '\n';
}
