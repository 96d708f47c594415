using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;

namespace Groundswell.Scenarios;

/// <summary>Those of what a reader sees over time.</summary>
internal sealed partial class ScenarioExpectationReader
{
    private static readonly string WordRule = $"is no word of a service; it must be one of {string.Join(", ", Enum.GetNames<Verdict>().Select(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName))}.";

    /// <summary><c>expect cause A [or B …] within D [probability P]</c>, or <c>… from T to T [for SHARE] [probability P]</c></summary>
    private ScenarioExpectation ReadCause(ScenarioLine line)
    {
        var causes = Causes(line);
        var pairs = line.TakePairs("within", "from", "to", "for", "probability");
        var least = pairs.TryGetValue("probability", out var word) ? line.Read(word, "probability", ScenarioValues.Share, ScenarioValues.ShareRule) : null;
        if (pairs.Remove("within", out var within))
        {
            if (pairs.Keys.Except(["probability"]).FirstOrDefault() is { } other)
            {
                line.Complain(pairs[other], other, "does not go with within: what holds over time is a line of its own.");
            }

            var duration = line.Read(within, "within", ScenarioValues.Duration, ScenarioValues.DurationRule) ?? TimeSpan.Zero;
            return new ScenarioExpectation.CauseNamed(causes, duration, least ?? CauseOptions.Default.NameFrom) { Line = line.Number };
        }

        if (!pairs.ContainsKey("from"))
        {
            line.ComplainAtEnd("within", "is missing; a cause is expected within a time, or from one time to another.");
        }

        return new ScenarioExpectation.CauseHeld(causes, Span(line, pairs), Share(line, pairs), least ?? 0) { Line = line.Number };
    }

    /// <summary><c>expect never-cause A [or B …] [above P] [at-most D] [from T to T]</c></summary>
    private ScenarioExpectation.NeverCause ReadNeverCause(ScenarioLine line)
    {
        var causes = Causes(line);
        var pairs = line.TakePairs("above", "at-most", "from", "to");
        return new ScenarioExpectation.NeverCause(Named(line, causes), Above(line, pairs), AtMost(line, pairs), Span(line, pairs)) { Line = line.Number };
    }

    /// <summary><c>expect only-cause A [or B …] [above P] [at-most D] [from T to T]</c></summary>
    private ScenarioExpectation.OnlyCause ReadOnlyCause(ScenarioLine line)
    {
        var causes = Causes(line);
        var pairs = line.TakePairs("above", "at-most", "from", "to");
        return new ScenarioExpectation.OnlyCause(Named(line, causes), Above(line, pairs), AtMost(line, pairs), Span(line, pairs)) { Line = line.Number };
    }

    /// <summary><c>expect no-cause [above P] [at-most D] [from T to T]</c></summary>
    private ScenarioExpectation.OnlyCause ReadNoCause(ScenarioLine line)
    {
        var pairs = line.TakePairs("above", "at-most", "from", "to");
        return new ScenarioExpectation.OnlyCause([], Above(line, pairs), AtMost(line, pairs), Span(line, pairs)) { Line = line.Number };
    }

    /// <summary><c>expect renames at-most N [from T to T]</c></summary>
    private ScenarioExpectation.Renames ReadRenames(ScenarioLine line)
    {
        var most = Number(line, "at-most");
        return new ScenarioExpectation.Renames(most, Span(line, line.TakePairs("from", "to"))) { Line = line.Number };
    }

    /// <summary><c>expect word SERVICES [not] WORD [or WORD …] [at T | from T to T] [for SHARE]</c></summary>
    private ScenarioExpectation.WordHeld ReadWord(ScenarioLine line)
    {
        var services = Targets(line);
        var isNot = line.TakeIf("not");
        var words = line.TakeChoice("word").Select(w => line.Read(w, "word", Word, WordRule)).OfType<Verdict>().ToList();
        var pairs = line.TakePairs("at", "from", "to", "for");
        return new ScenarioExpectation.WordHeld(services, words, isNot, Span(line, pairs), Share(line, pairs)) { Line = line.Number };
    }

    /// <summary><c>expect sentence home|cause|SERVICES has|lacks "TEXT" [or "TEXT" …] [at T | from T to T] [for SHARE]</c></summary>
    private ScenarioExpectation ReadSentence(ScenarioLine line)
    {
        var isHome = line.TakeIf("home");
        var isCause = !isHome && line.TakeIf("cause");
        var services = isHome || isCause ? [] : Targets(line);
        var how = line.Take("has");
        if (how is { Text: not ("has" or "lacks") } wrong)
        {
            line.Complain(wrong, "has", $"'{Slug.Excerpt(wrong.Text)}' is neither has nor lacks.");
        }

        var isNot = how?.Text == "lacks";
        var choice = line.TakeChoice("text");
        foreach (var empty in choice.Where(w => w.Text.Length == 0))
        {
            line.Complain(empty, "text", "is empty: every sentence has it.");
        }

        IReadOnlyList<string> texts = [.. choice.Select(w => w.Text)];
        var pairs = line.TakePairs("at", "from", "to", "for");
        var (span, share) = (Span(line, pairs), Share(line, pairs));
        return (isHome, isCause) switch
        {
            (true, _) => new ScenarioExpectation.HomeSays(texts, isNot, span, share) { Line = line.Number },
            (_, true) => new ScenarioExpectation.CauseSays(texts, isNot, span, share) { Line = line.Number },
            _ => new ScenarioExpectation.ServiceSays(services, texts, isNot, span, share) { Line = line.Number },
        };
    }

    private static Verdict? Word(string text) => text.All(c => char.IsAsciiLetterLower(c) || c == '-') && Enum.TryParse<Verdict>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var word) ? word : null;

    private static List<CausePattern> Causes(ScenarioLine line) =>
    [
        .. line.TakeChoice("cause")
            .Select(w => line.Read(w, "cause", text => CausePattern.Parse(text, w.Column), "is no cause; it must be provider, provider/region, provider/region/name, one of the first two with /* for what is below it, or none."))
            .OfType<CausePattern>(),
    ];

    // Where an incident stands it has a name: "none" would allow or forbid nothing.
    private static List<CausePattern> Named(ScenarioLine line, List<CausePattern> causes)
    {
        if (causes.Exists(c => c.Name is null))
        {
            line.ComplainAtEnd("cause", "'none' means nothing here; say no-cause from one time to another.");
        }

        return causes;
    }

    private static double Above(ScenarioLine line, Dictionary<string, ScenarioWord> pairs) =>
        pairs.TryGetValue("above", out var word) ? line.Read(word, "above", ScenarioValues.Share, ScenarioValues.ShareRule) ?? 0 : 0;

    private static TimeSpan AtMost(ScenarioLine line, Dictionary<string, ScenarioWord> pairs) =>
        pairs.TryGetValue("at-most", out var word) ? line.Read(word, "at-most", ScenarioValues.Duration, ScenarioValues.DurationRule) ?? TimeSpan.Zero : TimeSpan.Zero;

    private static double Share(ScenarioLine line, Dictionary<string, ScenarioWord> pairs) =>
        pairs.TryGetValue("for", out var word) ? line.Read(word, "for", ScenarioValues.Share, ScenarioValues.ShareRule) ?? 1 : 1;

    /// <summary>A minute for <c>at</c>; without times all that is played.</summary>
    private ScenarioSpan Span(ScenarioLine line, Dictionary<string, ScenarioWord> pairs)
    {
        if (pairs.TryGetValue("at", out var minute))
        {
            if (pairs.ContainsKey("from") || pairs.ContainsKey("to"))
            {
                line.Complain(minute, "at", "does not go with from and to.");
            }

            var at = Time(line, minute, "at") ?? scenario.Start;
            return new ScenarioSpan(at, at.AddMinutes(1));
        }

        if (pairs.ContainsKey("from") != pairs.ContainsKey("to"))
        {
            line.ComplainAtEnd(pairs.ContainsKey("from") ? "to" : "from", "is missing.");
        }

        var from = pairs.TryGetValue("from", out var first) ? Time(line, first, "from") : null;
        var to = pairs.TryGetValue("to", out var last) ? Time(line, last, "to") : null;
        if (to <= from)
        {
            line.Complain(last, "to", "is not after from.");
        }

        // The last look is at the very end, and belongs to what is played.
        return new ScenarioSpan(from ?? scenario.Start, to is { } end && end < scenario.End ? end : scenario.End.AddTicks(1));
    }

    private DateTimeOffset? Time(ScenarioLine line, ScenarioWord word, string field)
    {
        var time = line.Read(word, field, text => ScenarioValues.Time(text, scenario.Start), ScenarioValues.TimeRule);
        if (time < scenario.Start || time > scenario.End)
        {
            line.Complain(word, field, "is outside the played time.");
        }

        return time;
    }
}
