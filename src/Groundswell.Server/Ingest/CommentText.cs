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
        var clean = new StringBuilder(text.Length);
        var characters = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsControl(rune) || rune.Value == '\n')
            {
                clean.Append(rune);
                characters++;
            }
        }

        if (characters > ReportLimits.CommentCharacters)
        {
            error = $"It has {characters} characters; at most {ReportLimits.CommentCharacters} are taken.";
        }

        var trimmed = clean.ToString().Trim();
        return trimmed.Length == 0 ? null : trimmed;
    }
}
