using Groundswell.Catalogue;

namespace Groundswell.Detection;

/// <summary>What a service counted lately in one country.</summary>
/// <param name="Country">Which one.</param>
/// <param name="Counts">Of that country's own series.</param>
public readonly record struct PlaceCounts(RegionId Country, RecentCounts Counts);
