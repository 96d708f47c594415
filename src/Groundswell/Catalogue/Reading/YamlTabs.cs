namespace Groundswell.Catalogue.Reading;

/// <summary>Tabs that indent, which YAML forbids. The parser says of one that it is there, at the place where the mapping around it begins.</summary>
public static class YamlTabs
{
    /// <summary>Where the tab stands that a refusal speaks of.</summary>
    /// <param name="text">The document.</param>
    /// <param name="refusal">What the parser says.</param>
    /// <param name="from">The line, from 1, that the parser names.</param>
    /// <returns>Line and column from 1; null where the refusal is of something else.</returns>
    public static (int Line, int Column)? Find(string text, string refusal, int from)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(refusal);
        if (!refusal.Contains(" tab ", StringComparison.Ordinal))
        {
            return null;
        }

        // A tab behind blanks may be the text of a block, which is allowed; one that begins a line seldom is.
        (int Line, int Column)? behindBlanks = null;
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var column = line.IndexOfAnyExcept(' ');
            if (number < from || column < 0 || line[column] != '\t' || line.IsWhiteSpace())
            {
                continue;
            }

            if (column == 0)
            {
                return (number, 1);
            }

            behindBlanks ??= (number, column + 1);
        }

        return behindBlanks;
    }
}
