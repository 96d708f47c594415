using Groundswell.Catalogue;

namespace Groundswell.Counting;

/// <summary>The count of one series in one minute.</summary>
public readonly record struct RollupBin(int Service, int Minute, RegionId Region, int Symptom, int Count);
