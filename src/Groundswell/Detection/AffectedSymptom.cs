using Groundswell.Catalogue;

namespace Groundswell.Detection;

/// <summary>A symptom that carries part of a service's excess.</summary>
/// <param name="Symptom">What users report.</param>
/// <param name="Reports">Reports of it in the last 15 minutes.</param>
/// <param name="Share">Its share of the excess, 0 to 1.</param>
public sealed record AffectedSymptom(SymptomId Symptom, double Reports, double Share);
