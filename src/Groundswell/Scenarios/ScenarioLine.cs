namespace Groundswell.Scenarios;

/// <summary>One statement: its words, read from left to right. Every complaint goes to the same list, and reading goes on.</summary>
internal sealed class ScenarioLine(int number, IReadOnlyList<ScenarioWord> words, int end, List<ScenarioError> errors)
{
    private int _next = 1;

    public int Number => number;

    public string Keyword => words[0].Text;

    public bool IsAtEnd => _next >= words.Count;

    /// <summary>Cuts a line into words. A <c>#</c> outside quotes begins a comment. Null for a line without words.</summary>
    public static ScenarioLine? Cut(int number, string text, List<ScenarioError> errors)
    {
        var words = new List<ScenarioWord>();
        var i = 0;
        while (i < text.Length && text[i] != '#')
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            if (text[i] == '"')
            {
                var close = text.IndexOf('"', i + 1);
                if (close < 0)
                {
                    errors.Add(new ScenarioError(number, start + 1, "text", "the quote is never closed."));
                    return null;
                }

                words.Add(new ScenarioWord(text[(i + 1)..close], start + 1));
                i = close + 1;
                continue;
            }

            while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not ('#' or '"'))
            {
                i++;
            }

            words.Add(new ScenarioWord(text[start..i], start + 1));
        }

        return words.Count == 0 ? null : new ScenarioLine(number, words, i + 1, errors);
    }

    /// <summary>The next word; null, with a complaint, where there is none.</summary>
    public ScenarioWord? Take(string field)
    {
        if (IsAtEnd)
        {
            errors.Add(new ScenarioError(number, end, field, "is missing."));
            return null;
        }

        return words[_next++];
    }

    public IEnumerable<ScenarioWord> TakeRest()
    {
        while (!IsAtEnd)
        {
            yield return words[_next++];
        }
    }

    /// <summary>Takes the next word where it is this one.</summary>
    public bool TakeIf(string word)
    {
        if (IsAtEnd || words[_next].Text != word)
        {
            return false;
        }

        _next++;
        return true;
    }

    /// <summary>Whether the next word is one of these.</summary>
    public bool IsNext(params ReadOnlySpan<string> known) => !IsAtEnd && known.Contains(words[_next].Text);

    /// <summary>One word or more, with <c>or</c> between them.</summary>
    public List<ScenarioWord> TakeChoice(string field)
    {
        var choice = new List<ScenarioWord>();
        do
        {
            if (Take(field) is { } word)
            {
                choice.Add(word);
            }
        }
        while (TakeIf("or"));
        return choice;
    }

    /// <summary>The next word must be this one.</summary>
    public void Expect(string word)
    {
        if (Take(word) is { } found && found.Text != word)
        {
            Complain(found, word, $"expected '{word}', not '{Excerpt(found)}'.");
        }
    }

    /// <summary>The rest of the line as pairs of a name and a value, in any order.</summary>
    public Dictionary<string, ScenarioWord> TakePairs(params ReadOnlySpan<string> known)
    {
        var pairs = new Dictionary<string, ScenarioWord>();
        while (!IsAtEnd)
        {
            var name = words[_next++];
            if (!known.Contains(name.Text))
            {
                Complain(name, Keyword, $"'{Excerpt(name)}' is not known here; expected {string.Join(", ", known)}.");
                _next++;
            }
            else if (Take(name.Text) is { } value && !pairs.TryAdd(name.Text, value))
            {
                Complain(name, name.Text, "is given twice.");
            }
        }

        return pairs;
    }

    /// <summary>Reads a value, or complains with what it must be.</summary>
    public T? Read<T>(ScenarioWord? word, string field, Func<string, T?> read, string rule)
        where T : struct
    {
        if (word is not { } given)
        {
            return null;
        }

        var value = read(given.Text);
        if (value is null)
        {
            Complain(given, field, $"'{Excerpt(given)}' {rule}");
        }

        return value;
    }

    public void NeedEnd()
    {
        if (!IsAtEnd)
        {
            Complain(words[_next], Keyword, $"'{Excerpt(words[_next])}' is too much.");
        }
    }

    public void Complain(ScenarioWord word, string field, string reason) => errors.Add(new ScenarioError(number, word.Column, field, reason));

    public void ComplainAtEnd(string field, string reason) => errors.Add(new ScenarioError(number, end, field, reason));

    private static string Excerpt(ScenarioWord word) => Catalogue.Slug.Excerpt(word.Text);
}
