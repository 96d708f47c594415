using Groundswell.Catalogue;
using Groundswell.Publication;

namespace Groundswell.Server.Tests.Pages;

/// <summary>A made-up world whose services have suppliers: a cloud of two regions, a CDN, and two DNS providers that stand in for each other.</summary>
public static class MadeUpSuppliers
{
    private static readonly IReadOnlyList<Evidence> Known = [new(EvidenceKind.Stated, "made up")];

    public static PublicSnapshot Snapshot(int services, int down)
    {
        var snapshot = MadeUpWorld.Snapshot(services, down);
        return snapshot with { Catalogue = Supplied(snapshot.Catalogue) };
    }

    /// <summary>The first service needs both DNS providers' group, each third one a region, every other one the CDN; the rest name nobody.</summary>
    public static ServiceCatalogue Supplied(ServiceCatalogue catalogue)
    {
        Provider[] providers =
        [
            new() { Id = "nimbostratus", Name = "Nimbostratus Cloud", Jurisdiction = RegionId.Parse("US") },
            new() { Id = "edgeway", Name = "Edgeway", Jurisdiction = RegionId.Parse("GB") },
            new() { Id = "first-names", Name = "First Names", Jurisdiction = RegionId.Parse("DE") },
            new() { Id = "second-names", Name = "Second Names" },
        ];
        Component[] components =
        [
            Component("nimbostratus/north/servers", "Servers", ComponentKind.Compute),
            Component("nimbostratus/north/tables", "Tables", ComponentKind.Database, Need("nimbostratus/north/servers", Criticality.Hard)),
            Component("nimbostratus/south/servers", "Servers", ComponentKind.Compute),
            Component("edgeway/global/cdn", "Content delivery", ComponentKind.Cdn, Need("nimbostratus/north/tables", Criticality.Degraded)),
            Component("first-names/global/dns", "DNS", ComponentKind.Dns),
            Component("second-names/global/dns", "DNS", ComponentKind.Dns),
        ];
        var services = catalogue.Services.Values.OrderBy(s => s.Id).Select((s, i) => s with { Dependencies = [.. Needs(i)] });
        return new ServiceCatalogue([.. services], [.. catalogue.Symptoms.Values], [.. catalogue.Categories.Values], providers, components);
    }

    private static IEnumerable<Dependency> Needs(int service)
    {
        if (service == 0)
        {
            yield return Need("first-names/global/dns", Criticality.Hard) with { Group = "dns" };
            yield return Need("second-names/global/dns", Criticality.Hard) with { Group = "dns" };
        }

        if (service % 3 == 0)
        {
            yield return Need($"nimbostratus/{(service % 2 == 0 ? "north/tables" : "south/servers")}", Criticality.Hard);
        }

        if (service % 2 == 0)
        {
            yield return Need("edgeway/global/cdn", service % 4 == 0 ? Criticality.Degraded : Criticality.Soft);
        }
    }

    private static Component Component(string id, string name, ComponentKind kind, params IReadOnlyList<Dependency> needs) =>
        new() { Id = ComponentId.Parse(id), Name = name, Kind = kind, Dependencies = needs };

    private static Dependency Need(string on, Criticality criticality) => new() { On = ComponentId.Parse(on), Criticality = criticality, Evidence = Known };
}
