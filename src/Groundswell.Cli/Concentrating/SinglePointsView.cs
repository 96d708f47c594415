using Groundswell.Catalogue;
using Groundswell.Concentration;
using static Groundswell.Cli.Concentrating.ConcentrationView;

namespace Groundswell.Cli.Concentrating;

/// <summary>Components whose failure alone takes one service down.</summary>
internal static class SinglePointsView
{
    public static ConcentrationView Of(CatalogueGraph catalogue, ServiceId service, IReadOnlyList<ComponentId> points)
    {
        var name = catalogue.Catalogue.Services[service].Name;
        var isSupplied = catalogue.Catalogue.Services[service].Dependencies.Count > 0;
        var table = NewTable($"Single points of failure of {name}", "component", "name", "kind");
        foreach (var component in points.Select(p => catalogue.Catalogue.Components[p]))
        {
            AddRow(table, component.Id.ToString(), component.Name, component.Kind.ToString());
        }

        return new ConcentrationView(
            new { Service = service.ToString(), Name = name, NamesSuppliers = isSupplied, SinglePoints = points.Select(p => p.ToString()) },
            points.Count == 0 ? [] : [table],
            [
                isSupplied
                    ? $"{Number(points.Count)} components each take {name} down alone, by hard needs. What is not in the catalogue is not counted."
                    : $"The catalogue names no supplier of {name}: nothing is known.",
            ]);
    }
}
