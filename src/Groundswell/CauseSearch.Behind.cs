using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell;

public sealed partial class CauseSearch
{
    /// <summary>Probes see a failure by the minute, and services are heard by estimates: so far apart they may lie and be one.</summary>
    private static readonly TimeSpan BehindBefore = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BehindAfter = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Where something of a region fails and the services do not tell what, probes decide: the one component of it that is seen to fail since
    /// the services do. Null where that is none, or several that do not stand on one another.
    /// </summary>
    private ComponentId? Behind(CauseFacts facts, ComponentId root)
    {
        if (!Unspecified.Is(root) || Unspecified.IsOfProvider(root))
        {
            return null;
        }

        var began = facts.Result.Explained.ToArray().Where(e => _graph.Components[e.Via] == root).Select(e => facts.Heard.GetValueOrDefault(_graph.Services[e.Service]))
            .Where(a => a is { State: Detection.SeriesState.Down }).Select(a => a!.Onset).OfType<DateTimeOffset>().Order().ToList();
        if (began.Count < FewestOnsets)
        {
            return null;
        }

        var onset = began[began.Count / FirstShare];
        var failing = facts.Probes.Values
            .Where(v => v is { State: ProbeState.Down, FailingSince: { } since } && since >= onset - BehindBefore && since <= onset + BehindAfter)
            .Select(v => v.Target.Component).OfType<ComponentId>()
            .Where(facts.Needs.Of(root).Contains)
            .ToList();
        var first = failing.Where(c => !failing.Exists(o => o != c && facts.Needs.Of(c).Contains(o))).ToList();
        return first is [var one] && failing.TrueForAll(c => c == one || facts.Needs.Of(c).Contains(one)) ? one : null;
    }
}
