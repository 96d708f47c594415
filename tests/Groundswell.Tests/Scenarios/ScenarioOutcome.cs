using System.Globalization;
using Groundswell.Incidents;
using Groundswell.Scenarios;

namespace Groundswell.Tests.Scenarios;

/// <summary>What a play gave.</summary>
internal sealed record ScenarioOutcome(Scenario Scenario, ScenarioJudgment Judgment, IReadOnlyList<IncidentEntry> Events)
{
    /// <summary>Every expectation that was not met, in words; empty where all were.</summary>
    public IReadOnlyList<string> Misses => [.. Judgment.Results.Where(r => !r.Met).Select(Word)];

    /// <summary>Those among them that are not known from <see cref="KnownWeakness"/>.</summary>
    public IReadOnlyList<string> NewMisses(string name) => [.. Judgment.Results.Where(r => !r.Met && !IsOfReaders(r) && !KnownWeakness.Covers(name, r)).Select(Word)];

    /// <summary>All delays, misses and false incidents, to be read by people.</summary>
    public string Describe()
    {
        var found = Judgment.Findings.OrderBy(f => f.Truth.From).Select(f => $"{f.Truth.From:dd'T'HH:mm} {f.Truth.Service} {Minutes(f.Delay)}/{Minutes(f.RecoveryDelay)}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {Scenario.Name}: {Judgment.Findings.Count} outages, {Judgment.Findings.Count(f => f.Found is not null)} found, median {Judgment.MedianDelay}
            minutes to find/recover: {string.Join(", ", found)}
            false: {string.Join("; ", Judgment.FalseIncidents.Select(f => $"{f.Service} at {f.At:u} confirmed {f.WasConfirmed}"))}
            missed: {string.Join("; ", Misses)}
            """);
    }

    // The engine alone publishes nothing; the whole node is judged by these.
    private static bool IsOfReaders(ScenarioResult result) => result.Expectation is ScenarioExpectation.CauseNamed or ScenarioExpectation.CauseHeld or ScenarioExpectation.Renames
        or ScenarioExpectation.NeverCause or ScenarioExpectation.OnlyCause or ScenarioExpectation.WordHeld or ScenarioExpectation.HomeSays or ScenarioExpectation.CauseSays or ScenarioExpectation.ServiceSays;

    private static string Minutes(TimeSpan? delay) => delay is { } d ? d.TotalMinutes.ToString("0", CultureInfo.InvariantCulture) : "never";

    private static string Word(ScenarioResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"line {result.Expectation.Line}: {result.Service?.ToString() ?? "scenario"}: {result.Reason}");
}
