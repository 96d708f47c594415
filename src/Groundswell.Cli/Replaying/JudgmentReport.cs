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
                    new Text(ExpectationWords.Of(finding.Delay), finding.Delay is null ? new Style(Color.Red) : Style.Plain),
                    new Text(finding.Truth.To.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)),
                    new Text(ExpectationWords.Of(finding.RecoveryDelay)));
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
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"line {group.Key}: {ExpectationWords.Of(group.First().Expectation)}: {summary}"));
            foreach (var result in missed.Where(_ => group.Count() > 1))
            {
                console.WriteLine($"           {result.Service}: {result.Reason}");
            }
        }

        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{scenario.Name}: {Plural.Of(judgment.Results.Count(r => r.Met), "expectation")} met, {judgment.Results.Count(r => !r.Met)} missed; median delay {ExpectationWords.Of(judgment.MedianDelay)}; {judgment.FalseIncidents.Count} false incidents; {scenario.Length.TotalHours:0.#} h with {reports:N0} reports in {took.TotalSeconds:0.0} s"));
    }
}
