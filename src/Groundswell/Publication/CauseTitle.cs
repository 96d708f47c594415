using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;

namespace Groundswell.Publication;

/// <summary>The name of a cause in words, as pages, alerts and sentences use it.</summary>
public static class CauseTitle
{
    private const string Global = "global";

    /// <summary><c>Amazon Web Services us-east-1 DynamoDB</c>, without the region where a component has none.</summary>
    public static string Write(CauseName cause, ServiceCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var provider = catalogue.Providers.GetValueOrDefault(cause.Provider)?.Name ?? cause.Provider;
        var region = cause.Region is null or Global ? "" : $" {cause.Region}";
        var component = cause.Component is { } id && !Unspecified.Is(id) ? $" {NameOf(id, catalogue)}" : "";
        return $"{provider}{region}{component}";
    }

    /// <summary><see cref="Write(CauseName, ServiceCatalogue)"/> of a component.</summary>
    public static string Write(ComponentId component, ServiceCatalogue catalogue) => Write(new CauseName(component), catalogue);

    /// <summary>The component's own name, without provider and region; both of them where which component it is is not known.</summary>
    public static string NameOf(ComponentId component, ServiceCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return Unspecified.Is(component) ? Write(component, catalogue) : catalogue.Components.GetValueOrDefault(component)?.Name ?? component.Name;
    }
}
