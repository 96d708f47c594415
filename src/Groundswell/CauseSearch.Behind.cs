using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell;

public sealed partial class CauseSearch
{
    /// <summary>Probes see a failure by the minute, and services are heard by estimates: so far apart they may lie and be one.</summary>
    private static readonly TimeSpan BehindBefore = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BehindAfter = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Where something of a region fails and the services do not tell what, and where what they tell of stands on something that was seen to fail
    /// before, probes decide: the one component below that is seen to fail since the services do. Null where that is none, or several that do
    /// not stand on one another.
    /// </summary>
    private ComponentId? Behind(CauseFacts facts, ComponentId root, HashSet<ComponentId> on)
    {
        var own = facts.Probes.GetValueOrDefault(new ProbeTarget(root)) is { State: ProbeState.Down } seen ? seen.FailingSince : null;
        if (Unspecified.IsOfProvider(root) || (!Unspecified.Is(root) && own is null))
        {
            return null;
        }

        var began = facts.Result.Explained.ToArray().Where(e => _graph.Components[e.Via] is var via && (via == root || (on.Contains(via) && facts.Needs.Of(via).Contains(root))))
            .Select(e => facts.Heard.GetValueOrDefault(_graph.Services[e.Service]))
            .Where(a => a is { State: Detection.SeriesState.Down }).Select(a => a!.Onset).OfType<DateTimeOffset>().Order().ToList();
        if (began.Count < FewestOnsets)
        {
            return null;
        }

        var onset = began[began.Count / FirstShare];
        var latest = own is { } since && since < onset + BehindAfter ? since : onset + BehindAfter;
        var failing = facts.Probes.Values
            .Where(v => v is { State: ProbeState.Down, FailingSince: { } from } && from >= onset - BehindBefore && from <= latest)
            .Select(v => v.Target.Component).OfType<ComponentId>()
            .Where(c => c != root && facts.Needs.Of(root).Contains(c))
            .ToList();
        var first = failing.Where(c => !failing.Exists(o => o != c && facts.Needs.Of(c).Contains(o))).ToList();
        return first is [var one] && failing.TrueForAll(c => c == one || facts.Needs.Of(c).Contains(one)) ? one : null;
    }
}
