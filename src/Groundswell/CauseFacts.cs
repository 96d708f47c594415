using Groundswell.Attribution;
using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Signals;

namespace Groundswell;

/// <summary>What a search went by, for the words that explain its answer.</summary>
/// <param name="Now">When it was made.</param>
/// <param name="Catalogue">Names.</param>
/// <param name="Graph">Indices.</param>
/// <param name="Needs">Who needs what.</param>
/// <param name="Heard">What was known of services.</param>
/// <param name="Probes">What probes saw.</param>
/// <param name="Notices">Open notices of trouble, by component.</param>
/// <param name="Result">The answer.</param>
/// <param name="Lingering">Services that are down since before what took them down was repaired; they were no part of the search.</param>
/// <param name="SeenWell">Components that all of their probes see working.</param>
/// <param name="IsDown">What is published of a service: that it is down. Counts in words are counts of these.</param>
/// <param name="Weigh">By component: what each <see cref="EvidenceFamily"/> is worth for it as a cause; null where it is in no explanation.</param>
internal sealed record CauseFacts(
    DateTimeOffset Now,
    ServiceCatalogue Catalogue,
    CatalogueGraph Graph,
    NeedsClosure Needs,
    IReadOnlyDictionary<ServiceId, ServiceAssessment> Heard,
    IReadOnlyDictionary<ProbeTarget, ProbeVerdict> Probes,
    ILookup<ComponentId, NoticeThread> Notices,
    AttributionResult Result,
    IReadOnlySet<ServiceId> Lingering,
    IReadOnlySet<ComponentId> SeenWell,
    Func<ServiceId, bool> IsDown,
    Func<ComponentId, double[]?> Weigh);
