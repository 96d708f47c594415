namespace Groundswell.Scenarios;

/// <summary>Reads the scenario language (docs/scenarios.md): text in, a plan or every error out. It never throws on any text.</summary>
public static class ScenarioParser
{
    public static ScenarioParseResult Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > ScenarioLimits.Text)
        {
            return new ScenarioParseResult(
                null,
                [new ScenarioError(1, 1, "scenario", $"the text has {text.Length} characters; at most {ScenarioLimits.Text} are read.")]);
        }

        var errors = new List<ScenarioError>();
        var reader = new ScenarioReader(errors);
        var scenario = reader.Read(Cut(text, errors));
        return errors.Count == 0
            ? new ScenarioParseResult(scenario, [])
            : new ScenarioParseResult(null, [.. errors.OrderBy(e => e.Line).ThenBy(e => e.Column).Take(ScenarioLimits.Errors)]);
    }

    private static List<ScenarioLine> Cut(string text, List<ScenarioError> errors)
    {
        var lines = new List<ScenarioLine>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Length > ScenarioLimits.Line)
            {
                errors.Add(new ScenarioError(number, ScenarioLimits.Line, "line", $"is longer than {ScenarioLimits.Line} characters."));
            }
            else if (ScenarioLine.Cut(number, line, errors) is { } cut)
            {
                lines.Add(cut);
            }
        }

        return lines;
    }
}
