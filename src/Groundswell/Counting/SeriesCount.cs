using Groundswell.Catalogue;

namespace Groundswell.Counting;

/// <summary>Reports of one symptom from one region in one minute.</summary>
/// <param name="Region">Where from.</param>
/// <param name="Symptom">Number of the symptom (<see cref="Storage.NameKind.Symptom"/>).</param>
/// <param name="Count">How many, after weights.</param>
public readonly record struct SeriesCount(RegionId Region, int Symptom, int Count);
