using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>A component that the catalogue lacks, or has without an endpoint to probe.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">As pages show it; empty for the catalogue's own.</param>
/// <param name="Kind">What it is; null for the catalogue's own.</param>
public sealed record ScenarioComponent(ComponentId Id, string Name, ComponentKind? Kind);
