using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;

namespace Groundswell.Scenarios;

/// <summary>Names in expectations that mean nothing in the catalogue that a scenario plays in: what can never be seen would never be missed.</summary>
public static class ScenarioCheck
{
    /// <param name="scenario">The day.</param>
    /// <param name="played">What <see cref="ScenarioCatalogue.Build"/> made for it.</param>
    /// <returns>By line; empty where all is known.</returns>
    public static IReadOnlyList<ScenarioError> Find(Scenario scenario, ServiceCatalogue played)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(played);
        return
        [
            .. from expectation in scenario.Expectations
               orderby expectation.Line
               from named in Causes(expectation)
               where !IsKnown(named.Name, played)
               select new ScenarioError(expectation.Line, named.Column, "cause", $"'{named.Name}' is neither in the catalogue nor in the scenario."),
        ];
    }

    /// <summary>The causes that an expectation names, with their columns.</summary>
    internal static IEnumerable<(CauseName Name, int Column)> Causes(ScenarioExpectation expectation) => expectation switch
    {
        ScenarioExpectation.CauseNamed e => Of(e.Names),
        ScenarioExpectation.CauseHeld e => Of(e.Names),
        ScenarioExpectation.NeverCause e => Of(e.Names),
        ScenarioExpectation.OnlyCause e => Of(e.Names),
        ScenarioExpectation.CauseWaves e => [(e.Cause, 1)],
        ScenarioExpectation.OnItsOwn e => [(new CauseName(e.Component), 1)],
        _ => [],
    };

    private static IEnumerable<(CauseName Name, int Column)> Of(IEnumerable<CausePattern> patterns) =>
        patterns.Where(p => p.Name is not null).Select(p => (p.Name!.Value, p.Column));

    private static bool IsKnown(CauseName name, ServiceCatalogue played) => name.Component is { } component
        ? played.Components.ContainsKey(component)
        : played.Components.Keys.Any(name.Covers) || (name.Level == CauseLevel.Provider && played.Providers.ContainsKey(name.Provider));
}
