using Groundswell.Catalogue;

namespace Groundswell.Signals;

/// <summary>What counting needs of a report: one for each report of weight 1.</summary>
/// <param name="Service">Number of the service.</param>
/// <param name="Symptom">Number of the symptom.</param>
/// <param name="Region">Where.</param>
/// <param name="Minute">Minutes since the Unix epoch.</param>
public readonly record struct CountedReport(int Service, int Symptom, RegionId Region, int Minute);
