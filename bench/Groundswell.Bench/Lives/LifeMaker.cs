namespace Groundswell.Bench.Lives;

/// <summary>Writes lives: what fails when, by kind.</summary>
internal sealed class LifeMaker
{
    private const int LeastVictims = 5;
    private const int Tries = 400;

    private readonly string _kind;
    private readonly int _number;
    private readonly int _seed;
    private readonly Dice _dice;
    private readonly LifeWorld _world;
    private readonly LifeCascade _cascade;
    private readonly int _minutes;
    private readonly List<LifeOutage> _outages = [];
    private readonly List<LifeSpell> _spells = [];

    private LifeMaker(string kind, int number, int services, int seed)
    {
        (_kind, _number, _seed) = (kind, number, seed);
        _dice = new Dice(seed);

        // Nodes differ: half of them watch few services, so that many a supplier has only two or three that would show its failure.
        _world = new LifeWorld(_dice.Chance(0.5) ? services : services / 2, seed + 1);
        _cascade = new LifeCascade(_world, _dice);
        _minutes = 60 * LifeKind.Hours(kind, _dice);
    }

    public static Life Make(string kind, int number, int services, int seed) => new LifeMaker(kind, number, services, seed).Make();

    private Life Make()
    {
        WriteCauses();
        WriteSingles();
        WriteFalseReports();
        return new Life
        {
            Kind = _kind,
            Number = _number,
            Minutes = _minutes,
            World = _world,
            Seed = _seed,
            Known = _kind switch
            {
                LifeKind.MissingEdges => new KnownEdges(Missing: 0.45),
                LifeKind.WrongEdges => new KnownEdges(Spurious: 0.08, Favourite: 0.6, Coarse: 0),
                LifeKind.CoarseEdges => new KnownEdges(Coarse: 0.7),
                _ => new KnownEdges(),
            },
            Outages = _outages,
            Spells = _spells,
            Notices = new LifeNoticeWriter(_world, _dice, _kind, _minutes).Write(_spells),
        };
    }

    private void WriteCauses()
    {
        var start = _dice.Between(150, 420);
        var usual = new LifeOutage { Component = -1, From = start, To = start + _dice.Between(120, 420), Incident = 1 };
        switch (_kind)
        {
            case LifeKind.QuietWeek or LifeKind.SingleOutagesWeek:
                break;
            case LifeKind.Lonely:
                _spells.Add(_cascade.Alone(DrawLonely(), _dice.Between(60, 300), _minutes, _dice.Chance(0.7)));
                break;
            case LifeKind.PartialRecovery:
                var end = start + _dice.Between(360, 720);
                var partial = start + _dice.Between(90, 200);
                Add(usual with { To = end, PartialAt = partial, PartialShare = _dice.Between(0.4, 0.8), RelapseAt = _dice.Chance(0.5) ? partial + _dice.Between(60, 180) : null }, _ => true);
                break;
            case LifeKind.Waves:
                WriteWaves(usual);
                break;
            case LifeKind.LingeringSymptoms:
                Add(usual with { To = start + _dice.Between(60, 180), Linger = _dice.Between(120, 240) }, _ => true);
                break;
            case LifeKind.EarlyProbes:
                var to = start + _dice.Between(240, 420);
                Add(usual with { To = to, ProbesWellAt = start + (_dice.Between(0.3, 0.7) * (to - start)) }, _ => true);
                break;
            case LifeKind.TwoCauses:
                var first = Add(usual with { To = start + _dice.Between(240, 420) }, _ => true);
                Add(
                    usual with { From = start + _dice.Between(10, 150), To = start + _dice.Between(260, 480), Incident = 2 },
                    c => _world.Components[c].Id.Provider != _world.Components[first.Component].Id.Provider);
                break;
            case LifeKind.WrongEdges or LifeKind.CoarseEdges:
                Add(usual, c => _world.Components[c] is { IsRegional: true, Code: not ("db" or "dbdns") });
                break;
            default:
                Add(usual, _ => true);
                break;
        }
    }

    /// <summary>A service that is well heard, and rather one of few that need the same supplier: such a supplier is the likeliest to be blamed for it.</summary>
    private int DrawLonely()
    {
        var dependants = _world.BySource.ToDictionary(s => s.Key, s => s.Count(e => e.Target.IsService && _world.Services[e.Target.Index].IsVisible));
        var fewest = _world.Edges.Where(e => e.Target.IsService && e.Weight > 0.5).ToLookup(e => e.Target.Index, e => e.Sources.Min(c => dependants[c]));
        return _dice.Weighted(
            _world.Services.Count,
            s => _world.Services[s] is { IsVisible: true, HasReports: true } && fewest[s].Any() ? Math.Pow(fewest[s].Min() + 1, -1.5) : 0);
    }

    private void WriteWaves(LifeOutage usual)
    {
        for (var i = 0; i < Tries; i++)
        {
            var first = Draw(usual with { To = usual.From + _dice.Between(120, 240) }, _ => true);
            var below = Below(first.Outage.Component);
            var later = below.Count == 0 ? null : Try(
                usual with { From = usual.From + _dice.Between(60, 240), To = first.Outage.To + _dice.Between(120, 300), Wave = 2 }, below.Contains);
            if (later is not { } second)
            {
                continue;
            }

            Put(first);
            Put(second);
            var third = Try(usual with { From = second.Outage.From + _dice.Between(60, 200), To = second.Outage.To + _dice.Between(30, 200), Wave = 3 }, c => below.Contains(c) && c != second.Outage.Component);
            if (_dice.Chance(0.5) && third is { } last)
            {
                Put(last);
            }

            return;
        }

        throw new InvalidOperationException("A world without chains of components has no waves.");
    }

    // What needs it, directly or by way of others, of the same supplier or another.
    private HashSet<int> Below(int component)
    {
        var found = new HashSet<int>();
        var stack = new Stack<int>([component]);
        while (stack.TryPop(out var next))
        {
            foreach (var edge in _world.BySource[next].Where(e => !e.Target.IsService && e.Sources.Count == 1))
            {
                if (found.Add(edge.Target.Index))
                {
                    stack.Push(edge.Target.Index);
                }
            }
        }

        return found;
    }

    private LifeOutage Add(LifeOutage like, Func<int, bool> where)
    {
        var drawn = Draw(like, where);
        Put(drawn);
        return drawn.Outage;
    }

    private void Put((LifeOutage Outage, IReadOnlyList<LifeSpell> Spells) drawn)
    {
        _outages.Add(drawn.Outage);
        _spells.AddRange(drawn.Spells);
    }

    private (LifeOutage Outage, IReadOnlyList<LifeSpell> Spells) Draw(LifeOutage like, Func<int, bool> where) =>
        Try(like, where) ?? throw new InvalidOperationException("No component of this world takes enough services down.");

    /// <summary>As often as a kind of component fails, until one takes down enough services that can be seen.</summary>
    private (LifeOutage Outage, IReadOnlyList<LifeSpell> Spells)? Try(LifeOutage like, Func<int, bool> where)
    {
        for (var i = 0; i < Tries; i++)
        {
            var component = _dice.Weighted(_world.Components.Count, c => where(c) ? _world.Components[c].Prior : 0);
            if (!where(component))
            {
                return null;
            }

            var outage = like with { Component = component };
            var spells = _cascade.Spread(outage);
            if (spells.Where(s => s.Node.IsService && s.From <= like.From + 60 && _world.Services[s.Node.Index].IsVisible).DistinctBy(s => s.Node).Count() >= LeastVictims)
            {
                return (outage, spells);
            }
        }

        return null;
    }

    private void WriteSingles()
    {
        var perDay = _kind switch { LifeKind.QuietWeek => 0, LifeKind.SingleOutagesWeek => 24, _ => 6.0 };
        for (var at = Gap(perDay); at < _minutes; at += Gap(perDay))
        {
            _spells.Add(_cascade.Alone(_dice.Next(_world.Services.Count), at, _dice.LogNormal(45, 1), _dice.Chance(0.8)));
        }
    }

    /// <summary>Now and then people complain about what works; about their own provider most when what they wanted to reach is down.</summary>
    private void WriteFalseReports()
    {
        var perDay = 0.03 * _world.Services.Count;
        for (var at = Gap(perDay); at < _minutes; at += Gap(perDay))
        {
            _spells.Add(_cascade.False(_dice.Next(_world.Services.Count), at, _dice.Between(8, 40)));
        }

        foreach (var outage in _outages)
        {
            foreach (var (index, service) in _world.Services.Index())
            {
                if (service.IsNetwork && _dice.Chance(0.25))
                {
                    _spells.Add(_cascade.False(index, outage.From + _dice.Between(3, 30), _dice.Between(20, 120)));
                }
            }
        }
    }

    private double Gap(double perDay) => perDay > 0 ? _dice.Exponential(1440 / perDay) : double.PositiveInfinity;
}
