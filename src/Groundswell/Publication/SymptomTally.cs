using Groundswell.Catalogue;

namespace Groundswell.Publication;

/// <summary>Reports of one symptom in a stated time.</summary>
public sealed record SymptomTally(SymptomId Symptom, string Label, int Reports);
