using Groundswell.Catalogue.Reading;

namespace Groundswell.Catalogue;

/// <summary>
/// Reads the catalogue's YAML (docs/catalogue.md). Nothing is half read: either every file is in order, or all errors come back,
/// each with its file, line, field and reason. Never throws on account of what a text contains.
/// </summary>
public static class CatalogueReader
{
    /// <param name="files">Read as one catalogue: the order does not matter, and an entry may refer to one in another file.</param>
    public static CatalogueReadResult Read(IReadOnlyList<CatalogueFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var errors = new CatalogueErrors();
        if (files.Count > CatalogueLimits.Files)
        {
            errors.AddUnreadable(files[0].Path, 0, 0, $"is one of {files.Count} files; at most {CatalogueLimits.Files} are allowed.");
            return new CatalogueReadResult.Broken(errors.ToList());
        }

        var sections = new Sections(errors);
        foreach (var file in files)
        {
            if (YamlTree.Read(file, errors) is { } root)
            {
                sections.Add(file.Path, root);
            }
        }

        var catalogue = Build(sections, errors);
        return errors.Any ? new CatalogueReadResult.Broken(errors.ToList()) : new CatalogueReadResult.Valid(catalogue);
    }

    /// <summary>In the order of who refers to whom. What is broken is left out, so that the rest can be checked.</summary>
    private static ServiceCatalogue Build(Sections sections, CatalogueErrors errors)
    {
        var symptoms = VocabularyEntries.ReadSymptoms(sections, errors);
        var categories = VocabularyEntries.ReadCategories(sections, symptoms, errors);
        var evidence = new EvidenceReading(sections, errors);
        var drafts = ComponentDraft.ReadAll(sections, errors);
        var providers = ProviderEntries.Read(sections, new FeedEntries(drafts, errors), errors);
        var unspecified = new UnspecifiedComponents(drafts.Keys);
        var dependencies = new DependencyReading(drafts, unspecified, evidence, errors);
        var probes = new ProbeEntries(errors);
        var components = drafts.Values.Select(draft => draft.Finish(dependencies, probes, errors)).OfType<Component>().ToList();
        var services = new ServiceEntries(symptoms, categories, dependencies, probes, errors).Read(sections);
        return new ServiceCatalogue(services, [.. symptoms.Values], [.. categories.Values.Select(c => c.Category)], providers, [.. components, .. unspecified.Make()])
        {
            Holidays = HolidayEntries.Read(sections, errors),
            Fingerprints = new FingerprintEntries(providers, drafts.Keys, errors).Read(sections),
        };
    }
}
