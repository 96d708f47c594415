namespace Groundswell.Catalogue.Reading;

/// <summary>The sections <c>symptoms</c> and <c>categories</c>: the words that services are described with.</summary>
internal static class VocabularyEntries
{
    public static IReadOnlyDictionary<string, Symptom> ReadSymptoms(Sections sections, CatalogueErrors errors)
    {
        var symptoms = new Dictionary<string, Symptom>(StringComparer.Ordinal);
        foreach (var (id, entry) in sections["symptoms"])
        {
            symptoms[id] = new Symptom(SymptomId.Parse(id), errors.ReadText(entry) ?? id);
        }

        return symptoms;
    }

    public static IReadOnlyDictionary<string, CategoryDraft> ReadCategories(
        Sections sections, IReadOnlyDictionary<string, Symptom> symptoms, CatalogueErrors errors)
    {
        var categories = new Dictionary<string, CategoryDraft>(StringComparer.Ordinal);
        foreach (var (id, entry) in sections["categories"])
        {
            categories[id] = new CategoryDraft(new Category(id, id), []);
            if (Fields.Of(entry, errors) is not { } fields)
            {
                continue;
            }

            var label = fields.RequireText("label") ?? id;
            var usual = ReadSymptomList(fields, symptoms, errors);
            var reportsStray = fields.Find("reports-stray") is { } at && errors.ReadYesNo(at);
            var isBlamed = fields.Find("blamed") is { } blamed && errors.ReadYesNo(blamed);
            fields.RefuseOthers();
            categories[id] = new CategoryDraft(new Category(id, label, reportsStray, isBlamed), usual);
        }

        return categories;
    }

    /// <summary>The field <c>symptoms</c>, in its order; empty where it is not written.</summary>
    public static IReadOnlyList<SymptomId> ReadSymptomList(
        Fields fields, IReadOnlyDictionary<string, Symptom> symptoms, CatalogueErrors errors)
    {
        var ids = new List<SymptomId>();
        foreach (var at in fields.FindList("symptoms", CatalogueLimits.SymptomsPerService))
        {
            if (errors.ReadSlug(at) is not { } slug)
            {
                continue;
            }

            var id = SymptomId.Parse(slug);
            if (!symptoms.ContainsKey(slug))
            {
                errors.AddUnknown(at, $"no symptom '{slug}' is defined.{errors.Suggest(slug, symptoms.Keys)}");
            }
            else if (ids.Contains(id))
            {
                errors.Add(at, $"'{slug}' is listed twice.");
            }
            else
            {
                ids.Add(id);
            }
        }

        return ids;
    }
}
