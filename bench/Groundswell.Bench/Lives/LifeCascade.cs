namespace Groundswell.Bench.Lives;

/// <summary>What an outage takes down, when, and when that works again.</summary>
internal sealed class LifeCascade(LifeWorld world, Dice dice)
{
    private const double LagSpread = 0.6;
    private const double Reach = 240; // minutes in which it spreads
    private const double Silent = 0.08;
    private const double SeenComponent = 0.85; // the rest of the probes look at something that works on
    private const double SeenService = 0.8;

    public IReadOnlyList<LifeSpell> Spread(LifeOutage outage)
    {
        var down = new Dictionary<LifeNode, Fall>();
        var queue = new PriorityQueue<Fall, double>();
        queue.Enqueue(new Fall(LifeNode.Component(outage.Component), outage.From, outage.To, Look(outage.Component)), outage.From);
        while (queue.TryDequeue(out var fall, out _))
        {
            if (fall.At > Math.Min(outage.From + Reach, fall.Until - 1) || !down.TryAdd(fall.Node, fall) || fall.Node.IsService)
            {
                continue;
            }

            var severity = Math.Clamp(dice.Around(0.78, 0.14), 0.35, 1);
            foreach (var edge in world.BySource[fall.Node.Index])
            {
                if (!edge.Sources.All(s => down.ContainsKey(LifeNode.Component(s))) || !dice.Chance(edge.Weight * severity))
                {
                    continue;
                }

                var at = fall.At + dice.LogNormal(edge.Lag, LagSpread);
                var recovery = edge.Target.IsService ? dice.Exponential(outage.Linger) : dice.LogNormal(edge.Lag, LagSpread);
                queue.Enqueue(new Fall(edge.Target, at, fall.Until + recovery, Look(fall.Node.Index)), at);
            }
        }

        return [.. down.Values.OrderBy(f => f.At).SelectMany(f => Spells(outage, f))];
    }

    /// <summary>A service that is down alone.</summary>
    public LifeSpell Alone(int service, double from, double minutes, bool isSeen)
    {
        var fall = new Fall(LifeNode.Service(service), from, from + minutes, "app");
        return Spell(null, fall, from, from + minutes) with { SeenTo = isSeen ? from + minutes : from };
    }

    /// <summary>Reports of a service that is up.</summary>
    public LifeSpell False(int service, double from, double minutes) => new()
    {
        Node = LifeNode.Service(service),
        From = from,
        To = from + minutes,
        Look = "noise",
        ShownAt = from,
        SeenTo = from,
        Strength = dice.Between(0.75, 1),
        IsFalse = true,
    };

    private IEnumerable<LifeSpell> Spells(LifeOutage outage, Fall fall)
    {
        // The cause itself fails on; of what it took down a part works again, and may fail again.
        if (outage.PartialAt is { } partial && fall.Node.Index != outage.Component | fall.Node.IsService && fall.At < partial && dice.Chance(outage.PartialShare))
        {
            var well = Math.Min(fall.Until, partial + dice.Exponential(outage.Linger));
            yield return Spell(outage, fall, fall.At, well);
            if (outage.RelapseAt is { } relapse && relapse > well)
            {
                var again = relapse + dice.Exponential(6);
                if (again < fall.Until - 1)
                {
                    yield return Spell(outage, fall, again, fall.Until);
                }
            }

            yield break;
        }

        yield return Spell(outage, fall, fall.At, fall.Until);
    }

    private LifeSpell Spell(LifeOutage? outage, Fall fall, double from, double to)
    {
        var isRoot = outage is not null && !fall.Node.IsService && fall.Node.Index == outage.Component;
        var delay = 0.0;
        if (fall.Node.IsService)
        {
            delay = dice.Chance(Silent) ? to : dice.Exponential(2.5 + (9.6 / world.Services[fall.Node.Index].Information));
        }

        var isSeen = dice.Chance(fall.Node.IsService ? SeenService : SeenComponent);
        var seenTo = !isSeen ? from : outage?.ProbesWellAt is { } well && (isRoot || dice.Chance(0.7)) ? Math.Min(to, Math.Max(from, well)) : to;
        return new LifeSpell
        {
            Node = fall.Node,
            From = from,
            To = to,
            Outage = outage,
            Look = fall.Look,
            ShownAt = from + delay,
            SeenTo = seenTo,
            Strength = dice.Between(0.6, 1),
            IsRoot = isRoot,
        };
    }

    private string Look(int component) => world.Components[component].Passes ?? "app";

    private sealed record Fall(LifeNode Node, double At, double Until, string Look);
}
