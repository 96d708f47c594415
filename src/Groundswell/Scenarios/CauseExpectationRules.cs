using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;

namespace Groundswell.Scenarios;

/// <summary>How expectations of causes are checked against what was said.</summary>
internal sealed class CauseExpectationRules(IReadOnlyList<CauseEntry> entries, IReadOnlyDictionary<ServiceId, DateTimeOffset> foreseen)
{
    public IReadOnlyList<CauseIncident> Incidents { get; } =
        [.. entries.GroupBy(e => e.Incident, e => e.Event).OrderBy(g => g.Key.Number).Select(g => CauseIncident.Fold(g)!)];

    /// <summary>Null for an expectation of another kind.</summary>
    public IEnumerable<ScenarioResult>? Check(ScenarioExpectation expectation) => expectation switch
    {
        ScenarioExpectation.Causes e => [CheckCount(e)],
        ScenarioExpectation.CauseWaves e => [CheckWaves(e)],
        ScenarioExpectation.OnItsOwn e => [CheckOnItsOwn(e)],
        ScenarioExpectation.Explained e => CheckExplained(e),
        ScenarioExpectation.Foreseen e => e.Services.Select(s => CheckForeseen(e, s)),
        _ => null,
    };

    private ScenarioResult CheckCount(ScenarioExpectation.Causes expectation)
    {
        var standing = Incidents.Where(i => i.MergedInto is null).ToList();
        return new ScenarioResult(
            expectation, null, standing.Count <= expectation.AtMost, null, standing.Count == 0 ? "none was named" : $"named: {string.Join(", ", standing.Select(i => i.Cause))}");
    }

    private ScenarioResult CheckWaves(ScenarioExpectation.CauseWaves expectation)
    {
        var incident = Incidents.FirstOrDefault(i => i.MergedInto is null && i.Cause == expectation.Cause);
        var waves = string.Join("; ", incident?.Waves.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Onset:HH:mm} {w.Component?.ToString() ?? "?"} ({incident.ServicesIn(w)})")) ?? []);
        return new ScenarioResult(expectation, null, incident?.Waves.Count >= expectation.AtLeast, null, waves.Length > 0 ? waves : "it has no incident");
    }

    private ScenarioResult CheckOnItsOwn(ScenarioExpectation.OnItsOwn expectation)
    {
        var own = entries.Select(e => e.Event).OfType<CauseEvent.ComponentOnItsOwn>().FirstOrDefault(e => e.Component == expectation.Component);
        return new ScenarioResult(
            expectation, null, own is not null, null, own is null ? "never said" : string.Create(CultureInfo.InvariantCulture, $"triggered by {own.TriggeredBy}, said at {own.At:HH:mm}"));
    }

    private IEnumerable<ScenarioResult> CheckExplained(ScenarioExpectation.Explained expectation)
    {
        var joined = entries.Select(e => e.Event).OfType<CauseEvent.ServicesJoined>().SelectMany(e => e.Services.Select(s => s.Service)).ToHashSet();
        return expectation.Services.Select(s => new ScenarioResult(
            expectation, s, joined.Contains(s) == expectation.IsExplained, null, joined.Contains(s) ? "a shared cause explained it" : "no shared cause explained it"));
    }

    private ScenarioResult CheckForeseen(ScenarioExpectation.Foreseen expectation, ServiceId service)
    {
        // Only of what is up is it said at all: that it was said at any time is enough.
        var joined = entries.Select(e => e.Event).OfType<CauseEvent.ServicesJoined>().Where(e => e.Services.Any(s => s.Service == service)).Select(e => (DateTimeOffset?)e.At).FirstOrDefault();
        var said = foreseen.TryGetValue(service, out var at) ? at : null as DateTimeOffset?;
        return new ScenarioResult(
            expectation,
            service,
            said is not null && (joined is null || said <= joined),
            null,
            said is null ? "never said" : string.Create(CultureInfo.InvariantCulture, $"said at {said:HH:mm:ss}, {(joined is null ? "and it never fell" : $"part of an incident from {joined:HH:mm:ss} on")}"));
    }
}
