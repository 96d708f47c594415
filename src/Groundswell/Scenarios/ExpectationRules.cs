using System.Globalization;
using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>How each kind of expectation is checked against what was seen.</summary>
internal sealed class ExpectationRules(
    IReadOnlyList<ScenarioFinding> findings,
    IReadOnlyList<ScenarioSighting> sightings,
    TimeSpan? median,
    IReadOnlyList<ScenarioFalseIncident> falseIncidents)
{
    public IEnumerable<ScenarioResult> Check(ScenarioExpectation expectation) => expectation switch
    {
        ScenarioExpectation.Down e => e.Services.SelectMany(s => CheckDelays(e, s, e.Within, f => f.Delay, "found")),
        ScenarioExpectation.Recovery e => e.Services.SelectMany(s => CheckDelays(e, s, e.Within, f => f.RecoveryDelay, "recovered")),
        ScenarioExpectation.Never e => e.Services.Select(s => CheckNever(e, s)),
        ScenarioExpectation.StateAt e => e.Services.Select(s => CheckState(e, s)),
        ScenarioExpectation.Waves e => e.Services.Select(s => CheckWaves(e, s)),
        ScenarioExpectation.Regions e => e.Services.Select(s => CheckRegions(e, s)),
        ScenarioExpectation.MedianDelay e =>
            [new ScenarioResult(e, null, median <= e.Within, median, median is { } m ? $"the median is {m:c}" : "half or more were not found")],
        ScenarioExpectation.FalseIncidents e =>
            [new ScenarioResult(e, null, falseIncidents.Count <= e.AtMost, null, string.Create(CultureInfo.InvariantCulture, $"{falseIncidents.Count} were seen"))],
        _ => throw new ArgumentException($"{expectation.GetType().Name} has no rule.", nameof(expectation)),
    };

    private IEnumerable<ScenarioResult> CheckDelays(
        ScenarioExpectation expectation,
        ServiceId service,
        TimeSpan within,
        Func<ScenarioFinding, TimeSpan?> delayOf,
        string verb)
    {
        var own = findings.Where(f => f.Truth.Service == service).ToList();
        if (own.Count == 0)
        {
            yield return new ScenarioResult(expectation, service, false, null, "the scenario has no outage of it");
        }

        foreach (var finding in own)
        {
            var delay = delayOf(finding);
            var reason = delay is { } d ? $"{verb} after {d:c}" : $"never {verb}";
            yield return new ScenarioResult(
                expectation,
                service,
                delay <= within,
                delay,
                string.Create(CultureInfo.InvariantCulture, $"{reason} (outage of {finding.Truth.From:u})"));
        }
    }

    private ScenarioResult CheckNever(ScenarioExpectation.Never expectation, ServiceId service)
    {
        var first = Of(service).SelectMany(s => s.Beginnings).Select(t => (DateTimeOffset?)t).Order().FirstOrDefault();
        return new ScenarioResult(
            expectation,
            service,
            first is null,
            null,
            first is { } at ? string.Create(CultureInfo.InvariantCulture, $"an incident began at {at:u}") : "no incident");
    }

    private ScenarioResult CheckState(ScenarioExpectation.StateAt expectation, ServiceId service)
    {
        var isDown = Of(service).Any(s => s.IsDownAt(expectation.At));
        return new ScenarioResult(expectation, service, isDown == expectation.IsDown, null, isDown ? "it was called down" : "it was not called down");
    }

    private ScenarioResult CheckWaves(ScenarioExpectation.Waves expectation, ServiceId service)
    {
        var most = Of(service).Select(s => s.Waves).DefaultIfEmpty().Max();
        return new ScenarioResult(
            expectation,
            service,
            most >= expectation.AtLeast,
            null,
            string.Create(CultureInfo.InvariantCulture, $"most waves of one incident: {most}"));
    }

    private ScenarioResult CheckRegions(ScenarioExpectation.Regions expectation, ServiceId service)
    {
        var named = Of(service).SelectMany(s => s.Regions).Distinct().Order().ToList();
        return new ScenarioResult(
            expectation,
            service,
            named.SequenceEqual(expectation.Expected.Distinct().Order()),
            null,
            named.Count == 0 ? "no region was named" : $"named: {string.Join(", ", named)}");
    }

    private IEnumerable<ScenarioSighting> Of(ServiceId service) => sightings.Where(s => s.Service == service);
}
