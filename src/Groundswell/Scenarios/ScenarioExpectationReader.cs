using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;

namespace Groundswell.Scenarios;

/// <summary>Reads what the author expects.</summary>
internal sealed partial class ScenarioExpectationReader(ScenarioNames names, Scenario scenario, IReadOnlyList<ServiceId> failing)
{
    public List<ScenarioExpectation> Expectations { get; } = [];

    public void Read(ScenarioLine line)
    {
        if (line.Take("expect") is not { } kind)
        {
            return;
        }

        ScenarioExpectation? expectation = kind.Text switch
        {
            "down" => new ScenarioExpectation.Down(Targets(line), Within(line)) { Line = line.Number },
            "recovery" => new ScenarioExpectation.Recovery(Targets(line), Within(line)) { Line = line.Number },
            "never-cause" => ReadNeverCause(line),
            "only-cause" => ReadOnlyCause(line),
            "no-cause" => ReadNoCause(line),
            "renames" => ReadRenames(line),
            "word" => ReadWord(line),
            "sentence" => ReadSentence(line),
            "never" => new ScenarioExpectation.Never(Targets(line)) { Line = line.Number },
            "at" => ReadStateAt(line),
            "waves" => new ScenarioExpectation.Waves(Targets(line), Number(line, "at-least")) { Line = line.Number },
            "regions" => new ScenarioExpectation.Regions(Targets(line), Regions(line)) { Line = line.Number },
            "cause" => ReadCause(line),
            "causes" => new ScenarioExpectation.Causes(Number(line, "at-most")) { Line = line.Number },
            "cause-waves" => new ScenarioExpectation.CauseWaves(Cause(line), Number(line, "at-least")) { Line = line.Number },
            "on-its-own" => ReadOnItsOwn(line),
            "explained" => new ScenarioExpectation.Explained(Targets(line), true) { Line = line.Number },
            "unexplained" => new ScenarioExpectation.Explained(Targets(line), false) { Line = line.Number },
            "foreseen" => new ScenarioExpectation.Foreseen(Targets(line)) { Line = line.Number },
            "median" => new ScenarioExpectation.MedianDelay(Within(line)) { Line = line.Number },
            "false" => new ScenarioExpectation.FalseIncidents(Number(line, "at-most")) { Line = line.Number },
            _ => null,
        };
        if (expectation is null)
        {
            line.Complain(
                kind,
                "expect",
                $"'{Slug.Excerpt(kind.Text)}' cannot be expected; known: down, recovery, never, at, word, sentence, waves, regions, cause, never-cause, only-cause, no-cause, renames, causes, cause-waves, on-its-own, explained, unexplained, foreseen, median, false.");
            return;
        }

        line.NeedEnd();
        Expectations.Add(expectation);
    }

    private ScenarioExpectation.StateAt ReadStateAt(ScenarioLine line)
    {
        var at = line.Read(line.Take("at"), "at", text => ScenarioValues.Time(text, scenario.Start), ScenarioValues.TimeRule);
        if (at < scenario.Start || at > scenario.End)
        {
            line.ComplainAtEnd("at", "is outside the played time.");
        }

        var targets = Targets(line);
        var state = line.Take("state");
        if (state is { Text: not ("down" or "up") } word)
        {
            line.Complain(word, "state", $"'{Slug.Excerpt(word.Text)}' is no state; it must be down or up.");
        }

        return new ScenarioExpectation.StateAt(at ?? scenario.Start, targets, state?.Text == "down") { Line = line.Number };
    }

    private static ScenarioExpectation.OnItsOwn ReadOnItsOwn(ScenarioLine line) =>
        new(line.Read(
            line.Take("component"), "component", text => ComponentId.TryParse(text, null, out var id) ? id : null as ComponentId?, "is no component; it must be provider/region/name.")
            ?? default)
        { Line = line.Number };

    private static CauseName Cause(ScenarioLine line) => line.Read(
        line.Take("cause"), "cause", text => CauseName.TryParse(text, null, out var name) ? name : null as CauseName?, "is no cause; it must be provider, provider/region or provider/region/name.") ?? default;

    private IReadOnlyList<ServiceId> Targets(ScenarioLine line)
    {
        var word = line.Take("services");
        return word?.Text switch
        {
            "all" => failing,
            "others" => [.. names.Services.Keys.Except(failing)],
            _ => names.FindServices(line, word),
        };
    }

    private static TimeSpan Within(ScenarioLine line)
    {
        line.Expect("within");
        return line.Read(line.Take("within"), "within", ScenarioValues.Duration, ScenarioValues.DurationRule) ?? TimeSpan.Zero;
    }

    private static int Number(ScenarioLine line, string word)
    {
        line.Expect(word);
        return line.Read(line.Take(word), word, ScenarioValues.Count, ScenarioValues.CountRule) ?? 0;
    }

    private static List<RegionId> Regions(ScenarioLine line)
    {
        var regions = new List<RegionId>();
        if (line.Take("regions") is { } word)
        {
            foreach (var code in word.Text.Split(','))
            {
                if (RegionId.TryParse(code, null, out var region))
                {
                    regions.Add(region);
                }
                else
                {
                    line.Complain(word, "regions", $"'{Slug.Excerpt(code)}' is no ISO 3166 code such as GB or US-CA.");
                }
            }
        }

        return regions;
    }
}
