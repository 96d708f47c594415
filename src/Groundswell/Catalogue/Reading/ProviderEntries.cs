namespace Groundswell.Catalogue.Reading;

/// <summary>The section <c>providers</c>, without their components.</summary>
internal static class ProviderEntries
{
    public static IReadOnlyList<Provider> Read(Sections sections, FeedEntries feeds, CatalogueErrors errors)
    {
        var providers = new List<Provider>();
        foreach (var (id, entry) in sections["providers"])
        {
            if (Fields.Of(entry, errors) is not { } fields)
            {
                continue;
            }

            var name = fields.RequireText("name");
            var jurisdiction = fields.Find("jurisdiction") is { } country ? errors.ReadCountry(country) : null;
            var statusPage = fields.Find("status-page") is { } page ? errors.ReadAddress(page) : null;
            fields.Find("components");
            var sources = feeds.Read(fields);
            fields.RefuseOthers();
            providers.Add(new Provider
            {
                Id = id,
                Name = name ?? id,
                Jurisdiction = jurisdiction ?? RegionId.Unknown,
                StatusPage = statusPage,
                Feeds = sources,
            });
        }

        return providers;
    }
}
