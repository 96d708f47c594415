using Groundswell.Catalogue;

namespace Groundswell.Bench.Lives;

/// <summary>What suppliers say in a life: late, of a part of their outages, and in some lives the wrong thing.</summary>
internal sealed class LifeNoticeWriter(LifeWorld world, Dice dice, string kind, int minutes)
{
    private const double Posts = 0.55;

    private readonly List<LifeNotice> _notices = [];

    public IReadOnlyList<LifeNotice> Write(IReadOnlyList<LifeSpell> spells)
    {
        foreach (var spell in spells.Where(s => !s.Node.IsService).DistinctBy(s => (s.Node, s.Outage)))
        {
            var id = world.Components[spell.Node.Index].Id;
            var posted = spell.From + 5 + dice.Exponential(25);
            if (kind == LifeKind.WrongNotice && spell.IsRoot)
            {
                Post(Other(spell.Node.Index), posted, spell.To + dice.Exponential(30));
            }
            else if (dice.Chance(spell.IsRoot ? Posts : Posts / 2) && posted < spell.To)
            {
                // Some pages call it over with the repair, some long after, and a few too soon.
                var resolved = Math.Max(posted + 10, spell.To + (dice.Chance(0.15) ? -dice.Between(10, 60) : dice.Exponential(30)));
                Post(dice.Chance(0.12) ? null : id, posted, resolved, id.Provider);
            }
        }

        for (var at = dice.Exponential(900); at < minutes; at += dice.Exponential(900))
        {
            Post(world.Components[dice.Next(world.Components.Count)].Id, at, at + dice.LogNormal(120, 1));
        }

        for (var i = 0; kind == LifeKind.StaleNotice && i < 6; i++)
        {
            Post(world.Components[dice.Next(world.Components.Count)].Id, -dice.Between(600, 9000), minutes + 1);
        }

        return _notices;
    }

    /// <summary>A supplier that names the wrong thing: a sister in the same region, the same in another one, or another supplier altogether.</summary>
    private ComponentId Other(int component)
    {
        var right = world.Components[component];
        var region = world.Components.Where(c => c.Id.Provider == right.Id.Provider && c.Id.Region == right.Id.Region && c != right).ToList();
        var sisters = world.Components.Where(c => c.Id.Provider == right.Id.Provider && c.Code == right.Code && c != right).ToList();
        var wrong = dice.Next(10) switch { < 6 when region.Count > 0 => region, < 8 when sisters.Count > 0 => sisters, _ => world.Components };
        return dice.Pick([.. wrong.Where(c => c != right)]).Id;
    }

    private void Post(ComponentId? component, double posted, double resolved, string? provider = null)
    {
        var revisions = new List<double>();
        for (var at = posted + dice.Exponential(60); at < resolved && posted >= 0; at += dice.Exponential(60))
        {
            revisions.Add(at);
        }

        _notices.Add(new LifeNotice(provider ?? component!.Value.Provider, component, posted, resolved, revisions));
    }
}
