namespace Groundswell.Scenarios;

/// <summary>Values of a statement's pairs, with the complaints that they have in common.</summary>
internal static class ScenarioPairs
{
    public static ScenarioWord? Find(Dictionary<string, ScenarioWord> pairs, string name) => pairs.TryGetValue(name, out var word) ? word : null;

    public static ScenarioWord? Need(ScenarioLine line, Dictionary<string, ScenarioWord> pairs, string field)
    {
        if (pairs.TryGetValue(field, out var word))
        {
            return word;
        }

        line.ComplainAtEnd(field, "is missing.");
        return null;
    }

    public static TimeSpan ReadDuration(ScenarioLine line, Dictionary<string, ScenarioWord> pairs, string field)
    {
        var duration = line.Read(Find(pairs, field), field, ScenarioValues.Duration, ScenarioValues.DurationRule) ?? TimeSpan.Zero;
        if (duration > ScenarioLimits.Length)
        {
            line.Complain(pairs[field], field, $"is more than {ScenarioLimits.Length.TotalDays:0} days.");
            return TimeSpan.Zero;
        }

        return duration;
    }

    /// <summary><c>peak 40x</c>, of the usual, or <c>peak 900/min</c>.</summary>
    /// <returns>Reports a minute of a service; 0 where they are more than a scenario may have, with a complaint.</returns>
    public static Func<ScenarioService, double> ReadPeak(ScenarioLine line, Dictionary<string, ScenarioWord> pairs)
    {
        var peak = Need(line, pairs, "peak");
        var multiple = peak?.Text.EndsWith('x') == true
            ? line.Read(peak, "peak", text => ScenarioValues.Number(text[..^1]), "must look like 40x, 900/min or 600/h.")
            : null;
        var rate = peak?.Text.EndsWith('x') == false ? line.Read(peak, "peak", ScenarioValues.Rate, ScenarioValues.RateRule) : null;
        return service =>
        {
            var perMinute = rate ?? (multiple * service.UsualPerMinute) ?? 0;
            if (perMinute > ScenarioLimits.PerMinute)
            {
                line.ComplainAtEnd("peak", $"is more than {ScenarioLimits.PerMinute:0} a minute for {service.Id}.");
                return 0;
            }

            return perMinute;
        };
    }

    /// <summary><c>by 1.5x</c></summary>
    public static double? ReadTimes(ScenarioLine line, Dictionary<string, ScenarioWord> pairs, double least, double most) => line.Read(
        Need(line, pairs, "by"),
        "by",
        text => text.EndsWith('x') && ScenarioValues.Number(text[..^1]) is { } times && times >= least && times <= most ? times : null as double?,
        $"must look like 1.5x, from {least:0}x to {most:0}x.");
}
