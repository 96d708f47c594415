using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>Reports of one series in one minute.</summary>
/// <param name="Minute">Start of the minute.</param>
/// <param name="Service">Which service.</param>
/// <param name="Region">Where from.</param>
/// <param name="Symptom">Which symptom.</param>
/// <param name="Count">How many, each by another person; above 0.</param>
public readonly record struct ScenarioMinute(DateTimeOffset Minute, ServiceId Service, RegionId Region, SymptomId Symptom, int Count);
