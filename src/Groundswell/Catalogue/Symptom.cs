namespace Groundswell.Catalogue;

/// <summary>Something that users can report, with the words that the form shows.</summary>
public sealed record Symptom(SymptomId Id, string Label);
