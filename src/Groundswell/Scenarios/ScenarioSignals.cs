using System.Net;
using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Scenarios;

/// <summary>What probes and suppliers' pages say on a scenario's day: each probe once a minute from each vantage.</summary>
public sealed class ScenarioSignals
{
    private const string Probe = "endpoint";
    private const int MissSource = 7_000_001; // apart from the sources of reports
    private const int FamilySource = -7_000_001;
    private const double NewFamilyShare = 0.3; // of all targets
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(40);

    private readonly Scenario _scenario;
    private readonly IReadOnlyList<ProbeTarget> _targets;
    private readonly List<VantageId> _vantages;
    private readonly ILookup<ProbeTarget, ScenarioFailure> _failures;
    private readonly Dictionary<ProbeTarget, string> _planned;

    /// <param name="scenario">The day.</param>
    /// <param name="catalogue">Its components with host names are probed.</param>
    public ScenarioSignals(Scenario scenario, ServiceCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(catalogue);
        _scenario = scenario;
        _failures = scenario.Failures.ToLookup(f => f.Target);
        _targets =
        [
            .. catalogue.Components.Values.Where(c => c.Hostnames.Count > 0).Select(c => c.Id)
                .Concat(scenario.Components.Select(c => c.Id)).Concat(scenario.Failures.Select(f => f.Target.Component).OfType<ComponentId>())
                .Distinct().OrderBy(c => c.ToString(), StringComparer.Ordinal).Select(c => new ProbeTarget(c)),
            .. scenario.Failures.Select(f => f.Target.Service).OfType<ServiceId>().Concat(scenario.Probed).Distinct().Order().Select(s => new ProbeTarget(s)),
        ];

        // Who goes blind is the node itself, and what it misses is what it planned to look at.
        var isNode = MayMislead = scenario.Blindnesses.Count > 0;
        _vantages = [.. Enumerable.Range(1, scenario.Vantages).Select(i => isNode && i == 1 ? VantageId.Node : VantageId.Parse($"vantage-{i}"))];
        _planned = isNode ? ProbePlan.From(catalogue, new ProbeDefaults()).DistinctBy(p => p.Target).ToDictionary(p => p.Target, p => p.Id) : [];
    }

    /// <summary>Vantages are blind at times, so that what their probes say must be doubted as what a node's own say.</summary>
    public bool MayMislead { get; }

    /// <summary>Results that end in a time, <paramref name="to"/> left out; in order of targets, not of time.</summary>
    public IEnumerable<ProbeResult> Results(DateTimeOffset from, DateTimeOffset to)
    {
        for (var minute = Floor(from); minute < to; minute += Interval)
        {
            for (var t = 0; t < _targets.Count; t++)
            {
                for (var v = 0; v < _vantages.Count; v++)
                {
                    // Spread over the minute, as a scheduler would.
                    var random = ScenarioRandom.For(_scenario.Seed, MissSource + ((long)t * ScenarioLimits.Vantages) + v, 0);
                    var at = minute + (Interval * random.NextDouble());
                    if (at >= from && at < to)
                    {
                        yield return Run(t, v, at);
                    }
                }
            }
        }
    }

    /// <summary>Notices seen in a time, <paramref name="to"/> left out: as they are posted, or when the way to the page is back.</summary>
    public IEnumerable<Notice> Notices(DateTimeOffset from, DateTimeOffset to) =>
        from notice in _scenario.Notices
        let seen = SeenAt(notice)
        where seen >= @from && seen < to
        orderby seen, notice.At
        select new Notice
        {
            Provider = notice.Of.Provider,
            Named = notice.Of.ToString(),
            Component = notice.Of.Component,
            State = notice.State,
            Resolved = notice.State == NoticeState.Operational,
            PostedAt = notice.At,
            RevisedAt = notice.At,
            SeenAt = seen,
            Incident = notice.Incident,
            Text = notice.Text,
        };

    private static DateTimeOffset Floor(DateTimeOffset time) => new(time.Ticks - (time.Ticks % Interval.Ticks), TimeSpan.Zero);

    private ProbeResult Run(int target, int vantage, DateTimeOffset at)
    {
        var failure = _failures[_targets[target]].Where(f => vantage < f.Vantages && at >= f.From && at < f.To).Select(f => (FailureClass?)f.Failure).FirstOrDefault();
        if (failure is null && _scenario.MissShare > 0)
        {
            var random = ScenarioRandom.For(_scenario.Seed, MissSource - 1 - ((long)target * ScenarioLimits.Vantages) - vantage, at.Ticks / Interval.Ticks);
            failure = random.NextDouble() < _scenario.MissShare ? FailureClass.Timeout : null;
        }

        var (address, family) = MayMislead ? AddressOf(target) : default;
        var blind = _scenario.Blindnesses.FirstOrDefault(b => vantage < b.Vantages && at >= b.From && at < b.To && (b.Look.Lost is null || b.Look.Lost == family))?.Look;
        return new ProbeResult
        {
            Target = _targets[target],
            Probe = _planned.GetValueOrDefault(_targets[target], Probe),
            Vantage = _vantages[vantage],
            At = at,
            Elapsed = blind?.Elapsed ?? Answer,
            Interval = Interval,
            Failure = blind?.Failure ?? failure,
            Detail = blind?.Detail ?? failure switch { null => "", FailureClass.Empty => "NOERROR without an address", { } f => f.Word() },
            Phases = blind?.Phases ?? default,
            Marks = blind?.Marks,
            Address = blind is null || blind.Value.Phases.Resolve is not null ? address?.ToString() : null,
        };
    }

    // Of networks that are nobody's; which family a target has stays the same all day.
    private (IPAddress Address, string Family) AddressOf(int target)
    {
        var isNew = ScenarioRandom.For(_scenario.Seed, FamilySource - target, 0).NextDouble() < NewFamilyShare;
        var (high, low) = ((byte)(target / 250), (byte)(1 + (target % 250)));
        return isNew
            ? (new IPAddress([0x20, 0x01, 0x0d, 0xb8, high, low, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]), BlindLook.NewFamily)
            : (new IPAddress([198, 18, high, low]), BlindLook.OldFamily);
    }

    private DateTimeOffset SeenAt(ScenarioNotice notice)
    {
        var seen = notice.At;
        foreach (var blind in _scenario.Blindnesses.Where(b => b.Look.Lost is null).OrderBy(b => b.From))
        {
            seen = seen >= blind.From && seen < blind.To ? blind.To : seen;
        }

        return seen;
    }
}
