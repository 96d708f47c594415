namespace Groundswell.Catalogue.Reading;

/// <summary>The section <c>services</c>.</summary>
internal sealed class ServiceEntries(
    IReadOnlyDictionary<string, Symptom> symptoms,
    IReadOnlyDictionary<string, CategoryDraft> categories,
    DependencyReading dependencies,
    ProbeEntries probing,
    CatalogueErrors errors)
{
    private const int MaximumCountries = 60; // a service at home in more is at home everywhere

    public IReadOnlyList<Service> Read(Sections sections)
    {
        var entries = sections["services"];
        if (entries.Count > CatalogueLimits.Services)
        {
            errors.Add(entries.Values.First(), $"is one of {entries.Count} services; at most {CatalogueLimits.Services} are allowed.");
            return [];
        }

        return [.. entries.Select(e => ReadOne(ServiceId.Parse(e.Key), e.Value)).OfType<Service>()];
    }

    private Service? ReadOne(ServiceId id, Located entry)
    {
        if (Fields.Of(entry, errors) is not { } fields)
        {
            return null;
        }

        var name = fields.RequireText("name");
        var category = fields.Require("category") is { } categoryAt ? ReadCategory(categoryAt) : null;
        var own = VocabularyEntries.ReadSymptomList(fields, symptoms, errors);
        var reported = own.Count > 0 ? own : category?.Symptoms ?? [];
        if (category is not null && reported.Count == 0)
        {
            errors.AddUnknown(entry, $"has no symptoms, and category '{category.Category.Id}' lends none; write 'symptoms'.");
        }

        var hostnames = fields.FindList("hostnames", CatalogueLimits.HostnamesPerEntry).Select(errors.ReadHostname).OfType<string>();
        var countries = fields.FindList("countries", MaximumCountries).Select(errors.ReadCountry).OfType<RegionId>();
        var service = new Service
        {
            Id = id,
            Name = name ?? id.ToString(),
            Category = category?.Category.Id ?? "",
            Hostnames = [.. hostnames],
            Symptoms = reported,
            HomeCountries = [.. countries.Distinct()],
            StatusPage = fields.Find("status-page") is { } page ? errors.ReadAddress(page) : null,
            Dependencies = fields.Find("dependencies") is { } list ? dependencies.ReadFor(list) : [],
            Probes = fields.Find("probes") is { } probes ? probing.Read(probes) : null,
        };
        fields.RefuseOthers();
        return service;
    }

    private CategoryDraft? ReadCategory(Located at)
    {
        if (errors.ReadSlug(at) is not { } id)
        {
            return null;
        }

        if (categories.TryGetValue(id, out var category))
        {
            return category;
        }

        errors.AddUnknown(at, $"no category '{id}' is defined.{errors.Suggest(id, categories.Keys)}");
        return null;
    }
}
