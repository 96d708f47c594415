using Groundswell.Attribution;
using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;
using Groundswell.Signals;

namespace Groundswell;

public sealed partial class CauseSearch
{
    private const int MostExpected = 200;

    private Forecast? _forecast;
    private Dictionary<ComponentId, double> _severity = [];

    /// <summary>What needs the failing components of an open incident, is seen to be up, and is likely to fail yet; the soonest first.</summary>
    /// <param name="now">The time.</param>
    /// <param name="incident">One that has ended, or of which nothing fails any more, leads nowhere.</param>
    /// <param name="isUp">Whether a service is known to be up now.</param>
    /// <param name="probes">What probes see.</param>
    public IReadOnlyList<ExpectedOutage> Expect(DateTimeOffset now, CauseIncident incident, Func<ServiceId, bool> isUp, ProbeBoard probes)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(isUp);
        ArgumentNullException.ThrowIfNull(probes);
        var failing = incident.IsOpen ? incident.Components.Values.SelectMany(c => Sources(c, now)).DistinctBy(s => s.Component).ToList() : [];
        return failing.Count == 0
            ? []
            : [.. (_forecast ??= new Forecast(_graph.Graph, new AttributionOptions())).Run(failing).Select(e => Describe(e, now)).Where(IsUp).Take(MostExpected)];

        bool IsUp(ExpectedOutage expected) =>
            expected.Service is { } service ? isUp(service) && !incident.Members.ContainsKey(service)
            : expected.Component is { } component && !incident.Components.ContainsKey(component) && probes.Judge(new ProbeTarget(component), now) is { State: ProbeState.Up };
    }

    /// <summary>
    /// None for a component that works again, and for one that is neither found nor seen to fail at present. With it goes what stands for
    /// its region or supplier, where that is held to fail too: it leads to services of which nobody knows which component they need.
    /// </summary>
    private IEnumerable<FailingSource> Sources(CauseComponent component, DateTimeOffset now)
    {
        var id = component.Failing.Component;
        var index = _graph.IndexOf(id);
        var severity = _severity.TryGetValue(id, out var found) ? found : component.Failing.Failure is null ? 0 : 1;
        if (index < 0 || severity == 0 || component.RecoveredAt is not null)
        {
            yield break;
        }

        var age = (now - component.Failing.Onset).TotalMinutes;
        yield return new FailingSource(index, age, severity);
        foreach (var (whole, share) in _severity)
        {
            if (Unspecified.Is(whole) && whole != id && whole.Provider == id.Provider && _needs.Of(whole).Contains(id))
            {
                yield return new FailingSource(_graph.IndexOf(whole), age, share);
            }
        }
    }

    private ExpectedOutage Describe(ExpectedFailure expected, DateTimeOffset now) => new()
    {
        Service = expected.IsService ? _graph.Services[expected.Index] : null,
        Component = expected.IsService ? null : _graph.Components[expected.Index],
        Via = _graph.Components[expected.Via],
        Probability = expected.Probability,
        Earliest = now.AddMinutes(expected.Earliest),
        Latest = now.AddMinutes(expected.Latest),
    };
}
