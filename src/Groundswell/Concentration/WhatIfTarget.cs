using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>What is switched off: a component, all of a provider's region, or all of a provider.</summary>
/// <param name="Id"><c>provider</c>, <c>provider/region</c> or <c>provider/region/name</c>.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Components">Numbers of the components that go off, one or more.</param>
public sealed record WhatIfTarget(string Id, string Name, IReadOnlyList<int> Components)
{
    /// <summary>Three slugs with their strokes: no longer text is looked at.</summary>
    public const int MaximumLength = (3 * Slug.MaximumLength) + 2;

    /// <returns>Null if the catalogue has nothing of that id, or the text is none.</returns>
    public static WhatIfTarget? Find(CatalogueGraph catalogue, string? text)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        if (text is null || text.Length > MaximumLength)
        {
            return null;
        }

        if (ComponentId.TryParse(text, null, out var id))
        {
            return catalogue.Catalogue.Components.TryGetValue(id, out var component)
                ? new WhatIfTarget(text, $"{NameOf(catalogue, id.Provider)} {component.Name}{In(id.Region)}", [catalogue.NumberOf(id)])
                : null;
        }

        var parts = text.Split('/');
        if (parts.Length > 2 || catalogue.Providers.FirstOrDefault(p => p.Provider.Id == parts[0]) is not { } provider)
        {
            return null;
        }

        if (parts.Length == 1)
        {
            return new WhatIfTarget(text, provider.Provider.Name, provider.Components);
        }

        int[] ofRegion = [.. provider.Components.Where(c => catalogue.Components[c].Id.Region == parts[1])];
        return ofRegion.Length == 0 ? null : new WhatIfTarget(text, $"{provider.Provider.Name}{In(parts[1])}", ofRegion);
    }

    private static string In(string region) => region == "global" ? "" : $" in {region}";

    private static string NameOf(CatalogueGraph catalogue, string provider) =>
        catalogue.Catalogue.Providers.TryGetValue(provider, out var known) ? known.Name : provider;
}
