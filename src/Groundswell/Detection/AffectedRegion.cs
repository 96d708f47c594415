using Groundswell.Catalogue;

namespace Groundswell.Detection;

/// <summary>A region that carries part of a service's excess.</summary>
/// <param name="Region">Where.</param>
/// <param name="Reports">Reports there in the last 15 minutes.</param>
/// <param name="Expected">Reports expected there in the last 15 minutes.</param>
/// <param name="State">What that region's own series says.</param>
public sealed record AffectedRegion(RegionId Region, double Reports, double Expected, SeriesState State);
