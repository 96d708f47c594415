using System.Globalization;
using Groundswell.Catalogue.Probing;
using Groundswell.Signals;
using Groundswell.Signals.Seeing;

namespace Groundswell.Tests.Signals.Seeing;

/// <summary>
/// A vantage in a made-up world: runs a plan second by second, hands what it sees to gate and board every ten seconds, and remembers what was
/// ever called down.
/// </summary>
internal sealed class Lookout(IReadOnlyList<PlannedProbe> plan)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private const int TickSeconds = 10;

    private readonly Dictionary<PlannedProbe, int> _hasty = [];
    private readonly SortedDictionary<DateTimeOffset, List<ProbeResult>> _underWay = [];
    private readonly HashSet<(ProbeTarget Target, string Probe)> _running = [];
    private int _referencesRan = -60;
    private int _second;

    public SightGate Gate { get; } = new();

    public ProbeBoard Board { get; } = new();

    public VantageId Vantage { get; init; } = VantageId.Node;

    public HashSet<ProbeTarget> EverDown { get; } = [];

    /// <summary>Each other thing that was said of the vantage's sight, in order.</summary>
    public List<string> Said { get; } = [];

    public DateTimeOffset Now => Start.AddSeconds(_second);

    public Sight Sight => Gate.Sights.Single(s => s.Vantage == Vantage);

    public IEnumerable<ProbeTarget> Down => Board.Targets.Where(t => Board.Judge(t, Now)?.State == ProbeState.Down);

    /// <summary>Probes with TLS of services and components of many suppliers, at other places within their minute.</summary>
    public static List<PlannedProbe> Many(int services = 448, int suppliers = 62, Func<int, ProbeCheck>? check = null) =>
    [
        .. Enumerable.Range(0, services).Select(i => Plan(
            string.Create(CultureInfo.InvariantCulture, $"service-{i}"),
            string.Create(CultureInfo.InvariantCulture, $"supplier-{i % suppliers}"),
            check?.Invoke(i) ?? Tls(i),
            seconds: 120)),
    ];

    /// <summary>Probes of one's own sites, with references.</summary>
    public static List<PlannedProbe> Few(int sites, int seconds = 30, Func<int, ProbeCheck>? check = null, IReadOnlyList<string>? references = null)
    {
        var own = Enumerable.Range(0, sites)
            .Select(i => Plan(string.Create(CultureInfo.InvariantCulture, $"own-{i}"), string.Create(CultureInfo.InvariantCulture, $"own{i}.example"), check?.Invoke(i) ?? Tls(i), seconds) with { IsAlone = true })
            .ToList();
        return [.. own, .. ProbePlan.References(own, references ?? ["www.one.example", "www.two.example", "www.three.example"], new ProbeDefaults())];
    }

    public static ProbeCheck Tls(int i) => new ProbeCheck.Tls(new HostPort(string.Create(CultureInfo.InvariantCulture, $"www.s{i}.example"), 443));

    public static PlannedProbe Plan(string service, string group, ProbeCheck check, int seconds) => new()
    {
        Target = ProbeTarget.Parse(service),
        Id = "front",
        Check = check,
        Interval = TimeSpan.FromSeconds(seconds),
        Timeout = TimeSpan.FromSeconds(10),
        Retries = 1,
        Group = group,
    };

    /// <summary>Lets time pass in a world.</summary>
    /// <param name="seconds">For how long.</param>
    /// <param name="world">What a probe sees that starts at a second since the start; only what is of the way need be filled in.</param>
    public Lookout Pass(int seconds, Func<PlannedProbe, int, Seen> world)
    {
        for (var end = _second + seconds; _second < end; _second++)
        {
            for (var i = 0; i < plan.Count; i++)
            {
                var probe = plan[i];
                var interval = (int)probe.Interval.TotalSeconds;
                var isDue = (_second + (i * 37)) % interval == 0 || (_hasty.TryGetValue(probe, out var at) && at == _second);
                if (isDue && _running.Add((probe.Target, probe.Id)))
                {
                    Run(probe, world(probe, _second));
                }
            }

            Finish();
            if (_second % TickSeconds == 0)
            {
                Tick();
            }
        }

        return this;
    }

    private void Run(PlannedProbe probe, Seen seen)
    {
        var result = seen.Of(probe, Vantage, Start.AddSeconds(_second));
        if (!_underWay.TryGetValue(result.At, out var ending))
        {
            _underWay[result.At] = ending = [];
        }

        ending.Add(result);
    }

    private void Finish()
    {
        foreach (var results in _underWay.TakeWhile(u => u.Key < Start.AddSeconds(_second + 1)).Select(u => u.Value))
        {
            foreach (var result in results)
            {
                _running.Remove((result.Target, result.Probe));
                if (result.Failure is not null && !result.Target.IsReference && _second >= _referencesRan)
                {
                    _referencesRan = _second + 10;
                    plan.Where(p => p.Target.IsReference).ToList().ForEach(p => _hasty[p] = _second + 1);
                }
            }
        }
    }

    private void Tick()
    {
        var come = _underWay.TakeWhile(u => u.Key < Now.AddSeconds(1)).ToList();
        come.ForEach(c => _underWay.Remove(c.Key));
        foreach (var result in Gate.Take(come.SelectMany(c => c.Value), (t, id) => plan.FirstOrDefault(p => p.Target == t && p.Id == id), Now.AddSeconds(1)))
        {
            Board.Apply(result);
        }

        Board.Blind = Gate.Sights.Where(s => s.IsBlind).Select(s => s.Vantage).ToHashSet();
        EverDown.UnionWith(Down);
        if (Gate.Sights.FirstOrDefault(s => s.Vantage == Vantage)?.Sentence is { } sentence && sentence != Said.LastOrDefault(""))
        {
            Said.Add(sentence);
        }
    }
}
