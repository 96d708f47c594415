using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>Who supplies a service, and who supplies those, as far as a catalogue knows. Only components that the service comes to count, not all that a provider has.</summary>
internal static class SupplyChain
{
    public static IReadOnlyList<SupplyLink> Of(CatalogueGraph catalogue, Service service)
    {
        var links = new Dictionary<(string Provider, string? Recipient), int>();
        var ranks = new Dictionary<ComponentId, int>();
        var open = new Queue<ComponentId>();
        foreach (var dependency in service.Dependencies)
        {
            links.TryAdd((dependency.On.Provider, null), 1);
            Reach(dependency.On, 1);
        }

        while (open.TryDequeue(out var component))
        {
            foreach (var dependency in catalogue.Components[catalogue.NumberOf(component)].Dependencies)
            {
                var isOwn = dependency.On.Provider == component.Provider;
                var rank = ranks[component] + (isOwn ? 0 : 1);
                if (!isOwn)
                {
                    var link = (dependency.On.Provider, (string?)component.Provider);
                    links[link] = Math.Min(links.GetValueOrDefault(link, int.MaxValue), rank);
                }

                Reach(dependency.On, rank);
            }
        }

        return [.. links.Select(l => new SupplyLink(l.Key.Provider, l.Key.Recipient, l.Value)).OrderBy(l => l.Rank).ThenBy(l => l.Provider, StringComparer.Ordinal).ThenBy(l => l.Recipient, StringComparer.Ordinal)];

        // A shorter way found later is walked again, so that a rank is the shortest.
        void Reach(ComponentId component, int rank)
        {
            if (rank < ranks.GetValueOrDefault(component, int.MaxValue))
            {
                ranks[component] = rank;
                open.Enqueue(component);
            }
        }
    }
}
