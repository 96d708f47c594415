using System.Globalization;
using Groundswell.Incidents;
using Groundswell.Scenarios;

namespace Groundswell.Tests.Scenarios;

/// <summary>What a play gave.</summary>
internal sealed record ScenarioOutcome(Scenario Scenario, ScenarioJudgment Judgment, IReadOnlyList<IncidentEntry> Events)
{
    /// <summary>Every expectation that was not met, in words; empty where all were.</summary>
    public IReadOnlyList<string> Misses =>
        [.. Judgment.Results.Where(r => !r.Met).Select(r => string.Create(
            CultureInfo.InvariantCulture,
            $"line {r.Expectation.Line}: {r.Service?.ToString() ?? "scenario"}: {r.Reason}"))];

    /// <summary>All delays, misses and false incidents, to be read by people.</summary>
    public string Describe()
    {
        var delays = Judgment.Findings.Select(f => f.Delay).OfType<TimeSpan>().Select(d => d.TotalMinutes).Order().ToList();
        var recoveries = Judgment.Findings.Select(f => f.RecoveryDelay).OfType<TimeSpan>().Select(d => d.TotalMinutes).Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {Scenario.Name}: {Judgment.Findings.Count} outages, {delays.Count} found
            delays: {string.Join(' ', delays)}
            recoveries: {string.Join(' ', recoveries)}
            false: {string.Join("; ", Judgment.FalseIncidents.Select(f => $"{f.Service} at {f.At:u} confirmed {f.WasConfirmed}"))}
            missed: {string.Join("; ", Misses)}
            """);
    }
}
