using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Learning;
using Groundswell.Signals;
using Groundswell.Tests.Catalogue;

namespace Groundswell.Tests.Learning;

/// <summary><c>db</c> ← <c>queue</c> of one supplier; services on either, on both by a group, and on none.</summary>
internal static class LearningWorld
{
    public static readonly ComponentId Db = ComponentId.Parse("acme/r1/db");
    public static readonly ComponentId Queue = ComponentId.Parse("acme/r1/queue");
    public static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static ServiceCatalogue World { get; } = Read("");

    /// <param name="more">Further services, indented as those that are there.</param>
    public static ServiceCatalogue Read(string more) => CatalogueTexts.ReadValid($$"""
        symptoms:
          app: App does not work
        categories:
          shops: { label: Shops, symptoms: [app] }
        providers:
          acme:
            name: Acme
            components:
              - regions: [r1]
                source: https://acme.example/
                each:
                  db: { name: Tables, kind: database }
                  queue:
                    name: Queues
                    kind: queue
                    dependencies: [{ on: acme/r1/db, criticality: hard, evidence: [{ stated: https://acme.example/ }] }]
          bolt:
            name: Bolt
            components:
              - regions: [r1]
                source: https://bolt.example/
                each:
                  cdn: { name: Delivery, kind: cdn }
        services:
          shop: { name: Shop, category: shops, dependencies: [{ on: acme/r1/db, criticality: degraded, evidence: [{ stated: https://acme.example/ }] }] }
          bank: { name: Bank, category: shops, dependencies: [{ on: acme/r1/db, criticality: degraded, evidence: [{ stated: https://acme.example/ }] }] }
          mail: { name: Mail, category: shops, dependencies: [{ on: acme/r1/queue, criticality: hard, evidence: [{ stated: https://acme.example/ }] }] }
          twin:
            name: Twin
            category: shops
            dependencies:
              - { on: acme/r1/db, criticality: hard, group: store, needed: 1, evidence: [{ stated: https://acme.example/ }] }
              - { on: bolt/r1/cdn, criticality: hard, group: store, needed: 1, evidence: [{ stated: https://acme.example/ }] }
          loner: { name: Loner, category: shops }
        {{more}}
        """);

    /// <summary>An incident of the database on a day, with what happened after its opening.</summary>
    public static CauseIncident Incident(int number, int day, params IEnumerable<CauseEvent> more) => CauseIncident.Fold(
    [
        new CauseEvent.Opened(new IncidentId(number), new CauseName(Db), 0.95, At(day, 0), "", []) { At = At(day, 2) },
        new CauseEvent.ComponentFailed(new FailingComponent(Db, null, At(day, 0))) { At = At(day, 2) },
        .. more,
        new CauseEvent.Resolved { At = At(day, 120) },
    ])!;

    public static CauseEvent Fell(int day, int minute, string service, ComponentId via, double probability = 1, int own = 9000) =>
        new CauseEvent.ServicesJoined([new JoinedService(ServiceId.Parse(service), new IncidentId(own), At(day, minute), via, 1, 1, probability)]) { At = At(day, minute + 2) };

    public static CauseEvent Failed(int day, int minute, ComponentId component, ComponentId? by, bool isSeen) =>
        new CauseEvent.ComponentFailed(new FailingComponent(component, by, At(day, minute), isSeen ? FailureClass.Timeout : null, isSeen ? "from 3 of 3 vantages" : "")) { At = At(day, minute + 2) };

    public static CauseEvent Spared(int day, params IEnumerable<string> services) =>
        new CauseEvent.Spared([.. services.Select(s => ServiceId.Parse(s))], []) { At = At(day, 119) };

    public static IReadOnlyList<ConfirmedOutage> Outages(params IEnumerable<CauseIncident> incidents) =>
        [.. incidents.SelectMany(i => ConfirmedOutages.Of(i, CauseOptions.Default))];

    public static DateTimeOffset At(int day, double minute) => Start.AddDays(day).AddMinutes(minute);
}
