using Groundswell.Catalogue;
using Groundswell.Incidents;

namespace Groundswell.Server.Serving;

/// <summary>One page that may be kept: a kind and the id it is about. Free text never becomes part of it, so that the number of addresses is bounded.</summary>
/// <param name="Kind">Which page.</param>
/// <param name="Key">Slug of the service or category, the incident's id, the id of a component or provider, or of what is switched off; empty for pages about nothing in particular.</param>
internal readonly record struct PageAddress(PageKind Kind, string Key)
{
    private const int MaximumPath = 256;

    public static PageAddress Home { get; } = new(PageKind.Home, "");

    public static PageAddress Incidents { get; } = new(PageKind.Incidents, "");

    public static PageAddress About { get; } = new(PageKind.About, "");

    public static PageAddress Concentration { get; } = new(PageKind.Concentration, "");

    public static PageAddress Of(ServiceId service) => new(PageKind.Service, service.ToString());

    public static PageAddress Of(IncidentId incident) => new(PageKind.Incident, incident.ToString());

    public static PageAddress OfCategory(string category) => new(PageKind.Category, category);

    /// <summary>What falls if a component, region or provider is switched off.</summary>
    public static PageAddress OfSwitchOff(string id) => new(PageKind.WhatIf, id);

    public static PageAddress Of(ComponentId component) => new(PageKind.Component, component.ToString());

    /// <param name="provider">A slug.</param>
    public static PageAddress OfProvider(string provider) => new(PageKind.Provider, provider);

    /// <summary>The page at a path without a query; false where no kept page lives. Whether what it is about exists is not looked up.</summary>
    public static bool TryParse(string? path, out PageAddress address)
    {
        const string services = "/services/";
        const string incidents = "/incidents/";
        const string components = "/components/";
        const string providers = "/providers/";
        address = default;
        if (path is null || path.Length > MaximumPath)
        {
            return false;
        }

        if (path.StartsWith(services, StringComparison.Ordinal) && ServiceId.TryParse(path.AsSpan(services.Length), null, out var service))
        {
            address = Of(service);
            return true;
        }

        if (path.StartsWith(incidents, StringComparison.Ordinal) && IncidentId.TryParse(path[incidents.Length..], null, out var incident))
        {
            address = Of(incident);
            return true;
        }

        if (path.StartsWith(components, StringComparison.Ordinal) && ComponentId.TryParse(path.AsSpan(components.Length), null, out var component))
        {
            address = Of(component);
            return true;
        }

        if (path.StartsWith(providers, StringComparison.Ordinal) && Slug.IsValid(path.AsSpan(providers.Length)))
        {
            address = OfProvider(path[providers.Length..]);
            return true;
        }

        if (path.StartsWith(WhatIfPath.Prefix, StringComparison.Ordinal))
        {
            address = OfSwitchOff(path[WhatIfPath.Prefix.Length..]);
            return address.Key.Length > 0;
        }

        PageAddress? plain = path switch
        {
            "/" => Home,
            "/incidents" => Incidents,
            "/about" => About,
            "/concentration" => Concentration,
            _ => null,
        };
        address = plain ?? default;
        return plain is not null;
    }
}
