using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>One report of a played scenario.</summary>
/// <param name="Time">When it is sent.</param>
/// <param name="Service">What fails, they say.</param>
/// <param name="Symptom">How.</param>
/// <param name="Region">Where.</param>
/// <param name="Reporter">Who: the same number is the same person; below 0 is a spammer.</param>
public readonly record struct ScenarioReport(DateTimeOffset Time, ServiceId Service, SymptomId Symptom, RegionId Region, long Reporter);
