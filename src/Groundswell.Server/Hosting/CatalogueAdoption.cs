using Groundswell.Catalogue;
using Groundswell.Cluster;
using Groundswell.Server.Ingest;
using Groundswell.Storage;

namespace Groundswell.Server.Hosting;

/// <summary>Puts a catalogue in force: numbers for its names, shards for its services, and what intake checks reports against.</summary>
internal sealed class CatalogueAdoption(INames names, ShardAssignments assignments, ReportIntake intake)
{
    public async Task AdoptAsync(ServiceCatalogue catalogue, CancellationToken cancellationToken)
    {
        var next = await IntakeCatalogue.BuildAsync(catalogue, names, cancellationToken);
        assignments.Replace(next.Services.Select(s => ServiceOf(catalogue, ServiceId.Parse(s.Slug), s.Number)), number => next.SymptomNames[number]);
        intake.Catalogue = next;
    }

    private static ShardService ServiceOf(ServiceCatalogue catalogue, ServiceId id, int number) => new(id, number, catalogue.Services[id].Category);
}
