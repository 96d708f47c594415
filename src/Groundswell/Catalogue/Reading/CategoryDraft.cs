namespace Groundswell.Catalogue.Reading;

/// <summary>A category with the symptoms of those of its services that name none.</summary>
internal sealed record CategoryDraft(Category Category, IReadOnlyList<SymptomId> Symptoms);
