using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>Reports on a healthy service by users of a failing one.</summary>
/// <param name="Share">Reports on <paramref name="To"/> for each report of excess on <paramref name="Of"/>, 0 to 1.</param>
/// <param name="Of">The failing service.</param>
/// <param name="To">The healthy one.</param>
/// <param name="Regions">Only of what comes from these; null for all.</param>
/// <param name="Symptoms">What is reported; null for what is usual of the healthy one.</param>
public sealed record ScenarioStray(double Share, ServiceId Of, ServiceId To, ScenarioMix<RegionId>? Regions = null, ScenarioMix<SymptomId>? Symptoms = null);
