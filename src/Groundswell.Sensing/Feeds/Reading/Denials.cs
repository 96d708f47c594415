namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>
/// Whether a sentence takes the end back that it names: "not yet resolved", "will be restored", "once it is fixed", "partly restored",
/// "some services are up again". Between a denial and the end stand only words of certain kinds, since "users who could not log in
/// have recovered" denies nothing.
/// </summary>
internal static class Denials
{
    private const int Furthest = 7;
    private const int MostWords = 400;

    private static readonly HashSet<string> Ended =
        Words("resolved solved fixed mitigated restored recovered remediated rectified repaired");

    private static readonly HashSet<string> Works =
        Words("operational available working reachable online functional accessible running stable live healthy responding functioning operating normal up");

    private static readonly HashSet<string> Between = Words(
        "yet been be being fully completely entirely all every properly to expected going getting get on have has is are was were currently now soon shortly quickly then likely quite successfully "
        + "permanently totally everyone everything service services system systems the issue issues problem problems incident outage it this they things we our power network connectivity access traffic also back "
        + "work working operate operating function functioning run running respond responding perform performing");

    private static readonly HashSet<string> Flat = Words("not never");

    private static readonly HashSet<string> Denying = Words(
        "not never cannot hardly unable without will would should shall may might could until once when if before unless being begun begin begins beginning starting started "
        + "expect expects expected expecting hope hoping aim aiming working trying attempting");

    private static readonly HashSet<string> Partly = Words("partially partly mostly largely nearly almost gradually slowly temporarily");

    private static readonly HashSet<string> SomeOf = Words("some most many several half part parts majority subset");

    /// <summary>Some end in the sentence is denied, to come, or of a part only.</summary>
    public static bool Any(string sentence)
    {
        var words = Split(sentence);
        for (var i = 0; i < words.Count; i++)
        {
            var isEnded = Ended.Contains(words[i]);
            if (words[i] is "unresolved" or "unfixed" or "unsolved"
                || ((isEnded || Works.Contains(words[i]) || words[i] is "ended" or "over" or "back" or "normally") && (Follows(words, i, Denying, isFlat: false) || IsOfSome(words, i)))
                || (isEnded && IsLimited(words, i)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The sentence says that something is not over: not that it will be, but that it is not.</summary>
    public static bool IsFlat(string sentence)
    {
        var words = Split(sentence);
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == "unresolved" || (Ended.Contains(words[i]) && Follows(words, i, Flat, isFlat: true)) || (Works.Contains(words[i]) && IsNoLonger(words, i)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A denial stands before the word, with nothing but certain words between.</summary>
    private static bool Follows(List<string> words, int end, HashSet<string> denials, bool isFlat)
    {
        if (IsNoLonger(words, end))
        {
            return true;
        }

        for (var at = end - 1; at >= 0 && at >= end - Furthest; at--)
        {
            var word = words[at];
            if (denials.Contains(word) || word.EndsWith("n't", StringComparison.Ordinal)
                || (!isFlat && ((word == "to" && words[at + 1] is "be" or "have" or "see" or "get") || (word == "as" && at > 0 && words[at - 1] == "soon") || ((word is "yet" or "failed" or "fails") && words[at + 1] == "to"))))
            {
                return true;
            }

            if (!Between.Contains(word))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsNoLonger(List<string> words, int end) =>
        (end >= 2 && words[end - 1] == "longer" && words[end - 2] == "no") || (end >= 3 && words[end - 2] == "longer" && words[end - 3] == "no");

    /// <summary>"Partly restored"; "some services are up": what the clause begins with.</summary>
    private static bool IsOfSome(List<string> words, int end)
    {
        if ((end >= 1 && Partly.Contains(words[end - 1])) || (end >= 2 && Partly.Contains(words[end - 2])))
        {
            return true;
        }

        var start = end;
        while (start > 0 && words[start - 1] is not ("," or "and" or "but" or "while"))
        {
            start--;
        }

        start += start < end && words[start] is "the" or "a" or "only" ? 1 : 0;
        return start < end && (SomeOf.Contains(words[start])
            || (start + 1 < end && words[start + 1] == "of" && (words[start].All(char.IsAsciiDigit) || words[start] is "one" or "two" or "three" or "four" or "five" or "six"))
            || (words[start].EndsWith('%') && words[start] != "100%"));
    }

    private static bool IsLimited(List<string> words, int end) =>
        end + 1 < words.Count && (words[end + 1] is "only" or "partially" or "partly" or "slowly" or "incorrectly" or "wrongly"
            || (end + 2 < words.Count && words[end + 1] is "for" or "in" && words[end + 2] is "some" or "most" or "many"));

    private static List<string> Split(string sentence)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= sentence.Length && words.Count < MostWords; i++)
        {
            if (i < sentence.Length && (char.IsLetterOrDigit(sentence[i]) || sentence[i] is '\'' or '%'))
            {
                start = start < 0 ? i : start;
                continue;
            }

            if (start >= 0)
            {
                words.Add(sentence[start..i].ToLowerInvariant());
                start = -1;
            }

            if (i < sentence.Length && (sentence[i] is ',' or ':' or ';' or '(' or '|' or '–' or '—' || (sentence[i] == '-' && i > 0 && sentence[i - 1] == ' ')))
            {
                words.Add(",");
            }
        }

        return words;
    }

    private static HashSet<string> Words(string list) => new(list.Split(' '), StringComparer.Ordinal);
}
