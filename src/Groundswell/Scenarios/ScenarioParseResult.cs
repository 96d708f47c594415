namespace Groundswell.Scenarios;

/// <summary>A scenario, or everything that is wrong with its text.</summary>
/// <param name="Scenario">Null where there are errors.</param>
/// <param name="Errors">In order of line; empty where there is a scenario; at most 100.</param>
public sealed record ScenarioParseResult(Scenario? Scenario, IReadOnlyList<ScenarioError> Errors);
