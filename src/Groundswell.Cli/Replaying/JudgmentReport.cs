using System.Globalization;
using Groundswell.Scenarios;
using Spectre.Console;

namespace Groundswell.Cli.Replaying;

/// <summary>Tells a person how a node did in a scenario.</summary>
internal static class JudgmentReport
{
    public static void Write(IAnsiConsole console, Scenario scenario, ScenarioJudgment judgment, long reports, TimeSpan took)
    {
        if (judgment.Findings.Count > 0)
        {
            var table = new Table().RoundedBorder().AddColumns("service", "fails from", "found after", "works from", "seen after");
            foreach (var finding in judgment.Findings.OrderBy(f => f.Truth.From).ThenBy(f => f.Truth.Service))
            {
                table.AddRow(
                    new Text(finding.Truth.Service.ToString()),
                    new Text(finding.Truth.From.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)),
                    new Text(Words(finding.Delay), finding.Delay is null ? new Style(Color.Red) : Style.Plain),
                    new Text(finding.Truth.To.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)),
                    new Text(Words(finding.RecoveryDelay)));
            }

            console.Write(table);
        }

        foreach (var cause in judgment.Causes.Where(c => c.MergedInto is null))
        {
            CauseReport.Write(console, cause);
        }

        foreach (var wrong in judgment.FalseIncidents)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"false    {wrong.Service} at {wrong.At:yyyy-MM-dd HH:mm}{(wrong.WasConfirmed ? ", confirmed" : ", withdrawn")}"));
        }

        foreach (var group in judgment.Results.GroupBy(r => r.Expectation.Line))
        {
            var missed = group.Where(r => !r.Met).ToList();
            var (name, colour) = missed.Count == 0 ? ("met", Color.Green) : ("MISSED", Color.Red);
            var summary = group.Count() == 1 ? group.First().Reason : string.Create(CultureInfo.InvariantCulture, $"{group.Count() - missed.Count} of {group.Count()}");
            console.Write(new Text($"{name,-8} ", new Style(colour)));
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"line {group.Key}: {Describe(group.First().Expectation)}: {summary}"));
            foreach (var result in missed.Where(_ => group.Count() > 1))
            {
                console.WriteLine($"           {result.Service}: {result.Reason}");
            }
        }

        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{scenario.Name}: {judgment.Results.Count(r => r.Met)} expectations met, {judgment.Results.Count(r => !r.Met)} missed; median delay {Words(judgment.MedianDelay)}; {judgment.FalseIncidents.Count} false incidents; {scenario.Length.TotalHours:0.#} h with {reports:N0} reports in {took.TotalSeconds:0.0} s"));
    }

    private static string Words(TimeSpan? time) => time is { } t
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)t.TotalMinutes}m {t.Seconds:00}s")
        : "never";

    private static string Describe(ScenarioExpectation expectation) => expectation switch
    {
        ScenarioExpectation.Down e => $"down within {Words(e.Within)}",
        ScenarioExpectation.Recovery e => $"recovery within {Words(e.Within)}",
        ScenarioExpectation.Never => "never down",
        ScenarioExpectation.StateAt e => $"{(e.IsDown ? "down" : "up")} at {e.At:MM-dd HH:mm}",
        ScenarioExpectation.Waves e => $"at least {e.AtLeast} waves",
        ScenarioExpectation.Regions e => $"regions {string.Join(", ", e.Expected)}",
        ScenarioExpectation.CauseNamed e => $"cause {e.Cause} within {Words(e.Within)}",
        ScenarioExpectation.Causes e => $"at most {e.AtMost} causes",
        ScenarioExpectation.CauseWaves e => $"at least {e.AtLeast} waves of {e.Cause}",
        ScenarioExpectation.OnItsOwn e => $"{e.Component} goes on by itself",
        ScenarioExpectation.Foreseen => "said beforehand to be next",
        ScenarioExpectation.Explained e => e.IsExplained ? "explained by a shared cause" : "explained by no shared cause",
        ScenarioExpectation.MedianDelay e => $"median delay within {Words(e.Within)}",
        ScenarioExpectation.FalseIncidents e => $"at most {e.AtMost} false incidents",
        _ => expectation.GetType().Name,
    };
}
