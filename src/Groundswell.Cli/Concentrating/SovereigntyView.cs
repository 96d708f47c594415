using Groundswell.Catalogue;
using Groundswell.Concentration;
using static Groundswell.Cli.Concentrating.ConcentrationView;

namespace Groundswell.Cli.Concentrating;

/// <summary>From which jurisdictions services are supplied.</summary>
internal static class SovereigntyView
{
    /// <param name="catalogue">Who needs what.</param>
    /// <param name="country">Only the services at home there, in the second table; null for all countries.</param>
    public static ConcentrationView Of(CatalogueGraph catalogue, RegionId? country)
    {
        var all = Sovereignty.Of(catalogue);
        var layers = Layers.All.Select(l => (Layer: l, Shares: Sovereignty.Of(catalogue, l))).Where(l => l.Shares.Pairs > 0).ToList();
        var countries = all.Countries.Where(c => country is null || c.Country == country).ToList();
        var shares = NewTable("Suppliers by the country of their parent company, all layers", "country", "#providers", "#pairs", "#share", "#services that use any", "#fall if all fail");
        foreach (var share in all.Shares)
        {
            AddRow(shares, Word(share.Country), Number(share.Providers), Number(share.Pairs), Percent(share.Share), Number(share.Services), Number(share.Falls));
        }

        var insularity = NewTable("Insularity: services at home in a country", "country", "#services", "#name a supplier", "#pairs", "#domestic", "#insularity", "#wholly domestic");
        foreach (var c in countries)
        {
            AddRow(insularity, Word(c.Country), Number(c.Services), Number(c.Supplied), Number(c.Pairs), Number(c.DomesticPairs), Percent(c.Share), Number(c.WhollyDomestic));
        }

        return new ConcentrationView(
            new
            {
                all.Pairs,
                all.Services,
                Shares = all.Shares.Select(Document),
                Layers = layers.Select(l => new { Layer = Layers.Word(l.Layer), l.Shares.Pairs, l.Shares.Services, Shares = l.Shares.Shares.Select(Document) }),
                Countries = countries.Select(c => new { Country = c.Country.ToString(), c.Services, c.Supplied, c.Pairs, c.DomesticPairs, Insularity = Known(c.Share), c.WhollyDomestic }),
            },
            [shares, insularity],
            [
                $"Shares are of {Number(all.Pairs)} pairs of a service and a provider that it uses itself, over {Number(all.Services)} services; a provider counts once for a service, however many of its regions are used.",
                "Insularity is the share of a country's pairs whose provider's parent company is of that country. ZZ: not known. By layer with --json.",
            ]);
    }

    private static string Word(RegionId country) => country.IsUnknown ? "ZZ" : country.ToString();

    private static object Document(JurisdictionShare s) =>
        new { Country = s.Country.ToString(), s.Providers, s.Pairs, Share = Known(s.Share), s.Services, s.Falls };
}
