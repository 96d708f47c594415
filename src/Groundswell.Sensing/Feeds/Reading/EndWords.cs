using System.Text.RegularExpressions;

namespace Groundswell.Sensing.Feeds.Reading;

/// <summary>
/// Whether words say that an incident is over. An end counts unless its own sentence takes it back ("not yet resolved", "will be
/// restored", "once it is fixed", "partly") or another sentence says that the trouble goes on ("impact continues in West Europe").
/// </summary>
internal static partial class EndWords
{
    private const int Looked = 4_000;

    private const string Ended = "resolved|solved|fixed|mitigated|restored|recovered|remediated|rectified|repaired";
    private const string Works = "operational|available|working|reachable|online|functional|accessible|running|stable|live|healthy|responding|functioning|operating|normal|up";

    /// <summary>A title: a mark before or behind it, or the same as in a text.</summary>
    public static bool InTitle(string title)
    {
        var plain = Straight(title);
        return !SaysSo(plain)
            && (Mark().IsMatch(plain) || (!Denials.Any(plain) && !GoesOnInTitle().IsMatch(plain) && (Leading().IsMatch(plain) || Trailing().IsMatch(plain) || Phrase().IsMatch(plain))));
    }

    /// <summary>A text of some sentences.</summary>
    public static bool InText(string text)
    {
        var sentences = Sentences(text);
        return !sentences.Exists(SaysSo) && sentences.Exists(s => !Denials.Any(s) && (Mark().IsMatch(s) || Phrase().IsMatch(s)));
    }

    /// <summary>A text says by itself that trouble goes on or has come back.</summary>
    public static bool SaysItGoesOn(string text) => Sentences(text).Exists(SaysSo);

    /// <summary>One word that a page gives as the state, as in a category.</summary>
    public static bool IsState(string word) => StateWords.Letters(word) is
        "resolved" or "solved" or "fixed" or "closed" or "completed" or "complete" or "recovered" or "restored" or "postmortem" or "cancelled" or "canceled" or "ended" or "finished" or "done";

    private static bool SaysSo(string sentence) => Denials.IsFlat(sentence) || GoesOn().IsMatch(sentence);

    private static List<string> Sentences(string text) =>
        [.. SentenceEnd().Split(Straight(text.Length > Looked ? text[..Looked] : text)).Select(s => s.Trim()).Where(s => s.Length > 0 && !Condition().IsMatch(s))];

    private static string Straight(string text) => text.Replace('’', '\'');

    [GeneratedRegex(@"[.!?;](?:\s|$)|\n", RegexOptions.NonBacktracking)]
    private static partial Regex SentenceEnd();

    /// <summary>"If you still see errors …" says nothing of now.</summary>
    [GeneratedRegex(@"^(?:please |but |however,? )?(?:if|should (?:you|any)|in case|when|once|until|unless|as soon as)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Condition();

    /// <summary>"[Resolved] …", "UP: …", "Resolved" alone.</summary>
    [GeneratedRegex(@"^\W*(?:update\W+)?(?:" + Ended + @"|closed|completed|complete|finished|ended|up|ok|okay|operational|all clear|back up|back online|post[- ]?mortem|rca|root cause analysis|post[- ]incident (?:review|report))(?:\s*[\])}:|]|\s+[-–—]|\W*$)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^\W*resolved\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Leading();

    [GeneratedRegex(@"(?:[\[({:|]\s*|\s[-–—]\s+|\bnow )(?:" + Ended + @"|closed|completed|finished|ended|up|ok|okay|operational|all clear|back up|back online|online|over)\W*$|\b(?:" + Ended + @"|all clear|is up|back up|back online)\W*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Trailing();

    [GeneratedRegex(@"\b(?:is|are|was|were|been|be|now|fully|completely|successfully|all|we|we've|have|has|had|and)\b (?:\w+ ){0,2}(?:" + Ended + @")\b"
        + @"|\b(?:has|have) (?:\w+ ){0,2}(?:ended|subsided|stabili[sz]ed|resumed|normali[sz]ed|come back)\b"
        + @"|\b(?:returned|back) to (?:normal|service|operation|full|its usual|usual)"
        + @"|\bback (?:up|online|on ?line|in (?:service|operation)|and running|live|again)\b|\bis (?:now )?back\W*$"
        + @"|\bup (?:and running|again|now)\b|\b(?:" + Works + @") again\b|\bagain (?:" + Works + @")\b|\b(?:is|are) (?:now )?(?:up|online)(?:\W*$|:)"
        + @"|\b(?:is|are|now|operating|working|functioning|running|performing|responding|operates?|works?|functions?|runs?|performs?) (?:normally|as (?:expected|usual|normal))"
        + @"|\b(?:fully|all systems(?: are| is)?|all services(?: are)?|everything is|service is|services are|is now|are now) (?:now |fully )?(?:operational|functional|normal|healthy|go)\b"
        + @"|\bnormal (?:service|operations?|levels?|performance) (?:\w+ ){0,2}(?:resumed|restored)"
        + @"|\b(?:outage|incident|issue|problem|disruption|event|interruption|alert|alarm) (?:is |has |was |has been )?(?:now )?(?:over|ended|finished|closed|cleared|concluded)\b"
        + @"|\bno longer (?:\w+ ){0,2}(?:seeing|see|experiencing|observing|observe|affected|affecting|impacted|impacting|failing|down|occurring|present|unavailable|degraded|an issue|delayed|slow|elevated|unreachable|offline)\b"
        + @"|^(?:\W*\w+){0,6}\W*\b(?:" + Ended + @")\W*$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Phrase();

    [GeneratedRegex(@"\bstill (?:\w+ ){0,4}(?:affect\w*|impact\w*|down|unavailable|fail\w*|seeing|experienc\w*|degraded|slow|offline|unreachable|elevated)\b"
        + @"|\b(?:impact|issue|problem|outage|error|disruption|degradation|incident|interruption|failure|delay)s? (?:(?:is|are|has|have|may|will|still|also|now|again) ){0,3}(?:continues?|remains?|persists?|ongoing|back|returned|recurred|reoccurred|resurfaced|reappeared)\b"
        + @"|\bremains? (?:down|unavailable|degraded|affected|offline|impacted)\b|\b(?:continues?|continuing) to (?:affect|impact|fail|experience|see|be|cause)\b|\bre-?opened\b|\b(?:is|are|went|gone|goes) (?:down|offline) again\b|\bfail(?:s|ing|ed) again\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex GoesOn();

    [GeneratedRegex(@"\b(?:continues?|continuing|ongoing|remains?|remaining|persists?)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex GoesOnInTitle();
}
