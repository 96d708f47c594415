using Groundswell.Catalogue;

namespace Groundswell.Publication;

/// <summary>Reports from one region in a stated time.</summary>
public sealed record RegionTally(RegionId Region, int Reports);
