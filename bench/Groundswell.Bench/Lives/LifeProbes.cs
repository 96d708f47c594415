using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Bench.Lives;

/// <summary>The probes of a life, each minute from each vantage: how a failure looks depends on what fails.</summary>
internal sealed class LifeProbes
{
    private const double Astray = 0.003; // one run in so many fails though its target is well
    private const double Missed = 0.04; // and one of a failing target succeeds
    private const double Changes = 0.1; // share of runs that see another face of the same failure

    private static readonly FailureClass[] Classes =
        [FailureClass.Nxdomain, FailureClass.Empty, FailureClass.Servfail, FailureClass.ConnectTimeout, FailureClass.ConnectRefused, FailureClass.TlsOther, FailureClass.Http5xx];

    private static readonly Dictionary<string, double[]> Looks = new()
    {
        ["dns"] = [.1, .05, .5, .35, 0, 0, 0],
        ["endpoint"] = [.1, .55, .2, .15, 0, 0, 0],
        ["net"] = [0, 0, .05, .75, .1, 0, .1],
        ["lb"] = [0, 0, 0, .4, .3, .1, .2],
        ["compute"] = [0, 0, 0, .4, .2, 0, .4],
        ["cdn"] = [0, 0, 0, .15, .05, .1, .7],
        ["app"] = [0, 0, 0, .25, 0, 0, .75],
        ["noise"] = [0, 0, .1, .6, 0, 0, .3],
    };

    private readonly Dice _dice;
    private readonly VantageId[] _vantages;
    private readonly List<(ProbeTarget Target, IReadOnlyList<LifeSpell> Spells)> _targets = [];
    private readonly FailureClass?[] _faces;

    public LifeProbes(Life life, ILookup<LifeNode, LifeSpell> spells, Dice dice)
    {
        _dice = dice;
        _vantages = [VantageId.Node, .. dice.Chance(0.3) ? new[] { VantageId.Parse("east"), VantageId.Parse("west") } : []];
        foreach (var (index, component) in life.World.Components.Index())
        {
            if (dice.Chance(LifeKinds.Probed(component.Code)))
            {
                _targets.Add((new ProbeTarget(component.Id), [.. spells[LifeNode.Component(index)]]));
            }
        }

        foreach (var (index, service) in life.World.Services.Index())
        {
            if (service.IsProbed)
            {
                _targets.Add((new ProbeTarget(service.Id), [.. spells[LifeNode.Service(index)]]));
            }
        }

        _faces = new FailureClass?[_targets.Count];
    }

    /// <summary>Whether the component is probed at all.</summary>
    public bool Has(ComponentId component) => _targets.Exists(t => t.Target.Component == component);

    public IEnumerable<ProbeResult> Run(int minute, DateTimeOffset now)
    {
        for (var i = 0; i < _targets.Count; i++)
        {
            var (target, spells) = _targets[i];
            LifeSpell? failing = null;
            foreach (var spell in spells)
            {
                if (spell.From <= minute && minute < spell.SeenTo)
                {
                    failing = spell;
                }
            }

            _faces[i] = failing is null ? null : _faces[i] is null || _dice.Chance(Changes) ? Face(failing.Look) : _faces[i];
            foreach (var vantage in _vantages)
            {
                yield return new ProbeResult
                {
                    Target = target,
                    Probe = "front",
                    Vantage = vantage,
                    At = now,
                    Elapsed = TimeSpan.FromMilliseconds(80),
                    Failure = failing is null ? (_dice.Chance(Astray) ? Face("noise") : null) : _dice.Chance(Missed) ? null : _faces[i],
                };
            }
        }
    }

    private FailureClass Face(string look) => Classes[_dice.Weighted(Classes.Length, i => Looks[look][i])];
}
