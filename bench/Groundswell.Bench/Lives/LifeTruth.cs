using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;

namespace Groundswell.Bench.Lives;

/// <summary>
/// What may be published at each minute of a life, and what must be. While an incident goes on, and for an hour after its last service
/// is back, its origin may be named, or the component of a wave that has begun, or the region or supplier of one of these. One of them
/// must be, from when three services that can be seen have been down by it for five minutes until fewer are. A component that the origin
/// took down though the catalogue knows no way to it is a link: nobody could tell it from a cause, and it counts neither way.
/// </summary>
internal sealed class LifeTruth
{
    private const string Unspecified = "unspecified";
    private const int Owing = 3;
    private const int Patience = 5;
    private const int Grace = 60;

    private readonly Life _life;
    private readonly NeedsClosure _known;
    private readonly List<Incident> _incidents = [];

    /// <param name="life">What happens.</param>
    /// <param name="catalogue">What the node knows of dependencies.</param>
    public LifeTruth(Life life, ServiceCatalogue catalogue)
    {
        (_life, _known) = (life, new NeedsClosure(catalogue));
        foreach (var group in life.Outages.GroupBy(o => o.Incident))
        {
            var spells = life.Spells.Where(s => s.Outage?.Incident == group.Key).ToList();
            var end = (int)Math.Min(life.Minutes, spells.Max(s => s.To) + 1);
            var visible = new int[life.Minutes + 1];
            foreach (var service in spells.Where(s => s.Node.IsService && IsVisible(s)).GroupBy(s => s.Node))
            {
                foreach (var minute in service.SelectMany(s => Minutes(s.From + Patience, s.To)).Distinct())
                {
                    visible[minute]++;
                }
            }

            _incidents.Add(new Incident(group.Key, [.. group.OrderBy(o => o.From)], end, visible));
        }
    }

    public IReadOnlyList<int> Incidents => [.. _incidents.Select(i => i.Number)];

    /// <summary>Incidents of which something must be published.</summary>
    public IEnumerable<int> Owed(int minute) => _incidents.Where(i => minute >= i.Outages[0].From && i.Visible[minute] >= Owing).Select(i => i.Number);

    /// <summary>The incident that a name is right for, and whether it is one of its components itself; null where it is wrong.</summary>
    public (int Incident, bool IsExact)? Judge(CauseName name, int minute)
    {
        foreach (var incident in _incidents.Where(i => IsOn(i, minute)))
        {
            foreach (var outage in incident.Outages.Where(o => o.From <= minute))
            {
                var component = _life.World.Components[outage.Component].Id;
                if (name.Covers(component) || CoversUnspecified(name, component))
                {
                    return (incident.Number, name.Component == component);
                }
            }
        }

        return null;
    }

    /// <summary>The name is of a component that an incident took down by a way that the catalogue does not know.</summary>
    public bool IsLink(CauseName name, int minute) =>
        name.Component is { } component
        && _life.Spells.Any(s => s is { IsRoot: false, Outage: { } by, Node: { IsService: false, Index: var index } }
            && _life.World.Components[index].Id == component && s.From <= minute && minute <= s.To + Grace
            && !_known.Of(component).Contains(_life.World.Components[by.Component].Id));

    /// <summary>Components that fail of themselves now.</summary>
    public IEnumerable<ComponentId> Failing(int minute) => _life.Outages.Where(o => o.From <= minute && minute < o.To).Select(o => _life.World.Components[o.Component].Id);

    public int VisibleDown(int minute) => _incidents.Sum(i => i.Visible[minute]);

    public LifePhase Phase(int minute)
    {
        var on = _incidents.Where(i => IsOn(i, minute)).ToList();
        if (on.Count == 0)
        {
            return LifePhase.Quiet;
        }

        // Of two incidents, the one that began last.
        var incident = on.MaxBy(i => i.Outages[0].From)!;
        var begun = incident.Outages.Where(o => o.From <= minute).ToList();
        var since = minute - incident.Outages[0].From;
        return begun.TrueForAll(o => minute >= o.To || minute >= o.PartialAt) ? LifePhase.Recovery
            : begun.Exists(o => o.Wave > 1) ? LifePhase.Waves
            : since < 10 ? LifePhase.FirstTen
            : since < 60 ? LifePhase.FirstHour
            : LifePhase.Later;
    }

    /// <summary>The most often that an incident's name may change for good reason: once for each later wave.</summary>
    public int TrueChanges(int incident) => _incidents.First(i => i.Number == incident).Outages.Count - 1;

    private static bool IsOn(Incident incident, int minute) => minute >= incident.Outages[0].From && minute <= incident.End + Grace;

    // A catalogue's word for a region or supplier of which no more is known.
    private static bool CoversUnspecified(CauseName name, ComponentId component) =>
        name.Component is { Name: Unspecified } whole && whole.Provider == component.Provider && (whole.Region == component.Region || whole.Region == "global");

    private bool IsVisible(LifeSpell spell) =>
        _life.World.Services[spell.Node.Index] is var service && ((spell.ShownAt < spell.To && service is { HasReports: true, Information: >= 3 }) || (service.IsProbed && spell.SeenTo > spell.From));

    private IEnumerable<int> Minutes(double from, double to)
    {
        for (var minute = (int)Math.Max(0, from); minute < Math.Min(to, _life.Minutes); minute++)
        {
            yield return minute;
        }
    }

    private sealed record Incident(int Number, IReadOnlyList<LifeOutage> Outages, int End, int[] Visible);
}
