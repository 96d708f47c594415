using System.Globalization;
using Groundswell.Catalogue;

namespace Groundswell.Concentration;

/// <summary>
/// Dependencies in the templates of the register of information that Regulation (EU) 2022/2554 (DORA), article 28(3), asks for:
/// Implementing Regulation (EU) 2024/2956, annex I, in the numbering of its corrigendum. Only what a catalogue knows is filled in. What
/// an entity alone knows (contracts, identification codes, assessments) stays blank, for a guess in a register is worse than a gap;
/// templates of which nothing would be known are left out.
/// </summary>
public static class DependencyRegister
{
    private static readonly string[] Words = ["hard", "degraded", "soft"];

    /// <param name="catalogue">Who needs what.</param>
    /// <param name="services">The entities' services to list, all of the catalogue.</param>
    public static IReadOnlyList<RegisterTable> Of(CatalogueGraph catalogue, IReadOnlyList<Service> services)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(services);
        var chains = services.Select(s => (Service: s, Links: SupplyChain.Of(catalogue, s))).ToList();
        var providers = chains.SelectMany(c => c.Links).Select(l => l.Provider).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return
        [
            Table("B_01.02", "Entities in the scope of the register", 11, ["x_entity"], services.Select(s => Row(11, (20, s.Name)).Own(s.Id.ToString()))),
            Table(
                "B_02.02", "Contractual arrangements, specific information: one row for each dependency that an entity states itself", 18,
                ["x_entity", "x_provider", "x_component", "x_kind", "x_criticality", "x_group", "x_needed", "x_fallback", "x_evidence", "x_sources"],
                services.SelectMany(s => s.Dependencies.Select(d => Dependency(catalogue, s, d)))),
            Table(
                "B_05.01", "ICT third-party service providers, direct and further down the chain", 12, ["x_provider", "x_parent_country"],
                providers.Select(id => Row(12, (50, NameOf(catalogue, id))).Own(id, ParentCountry(catalogue, id)))),
            Table(
                "B_05.02", "ICT service supply chains", 7, ["x_entity", "x_provider", "x_recipient"],
                chains.SelectMany(c => c.Links.Select(l => Row(7, (50, Number(l.Rank))).Own(c.Service.Id.ToString(), l.Provider, l.Recipient)))),
            Table("B_06.01", "Functions", 10, ["x_entity", "x_category"], services.Select(s => Row(10, (30, s.Name)).Own(s.Id.ToString(), s.Category))),
            Table(
                "B_07.01", "Assessment of the ICT services", 12, ["x_entity", "x_provider", "x_covered_by_others"],
                services.SelectMany(s => s.Dependencies.GroupBy(d => d.On.Provider, StringComparer.Ordinal).Select(g => Assessment(catalogue, s, g.Key, [.. g])))),
        ];
    }

    private static RegisterRow Dependency(CatalogueGraph catalogue, Service service, Dependency dependency)
    {
        var component = catalogue.Components[catalogue.NumberOf(dependency.On)];
        return Row(18).Own(
            service.Id.ToString(),
            dependency.On.Provider,
            dependency.On.ToString(),
            component.Kind.ToString(),
            Words[(int)dependency.Criticality],
            dependency.Group,
            dependency.Group is null ? null : Number(dependency.Needed),
            dependency.Fallback == 0 ? null : dependency.Fallback.ToString("0.##", CultureInfo.InvariantCulture),
            dependency.Evidence.Min(e => e.Kind).ToString().ToLowerInvariant(),
            string.Join("; ", dependency.Evidence.Where(e => e.Kind != EvidenceKind.Assumed).Select(e => e.Source)));
    }

    /// <summary>Alternatives are those that stand in for the provider in a group of this very service; others may exist, and are not known.</summary>
    private static RegisterRow Assessment(CatalogueGraph catalogue, Service service, string provider, IReadOnlyList<Dependency> own)
    {
        var groups = own.Where(d => d.Group is not null).Select(d => d.Group).ToHashSet(StringComparer.Ordinal);
        var others = service.Dependencies.Where(d => d.Group is not null && groups.Contains(d.Group) && d.On.Provider != provider)
            .Select(d => NameOf(catalogue, d.On.Provider)).Distinct(StringComparer.Ordinal).ToList();
        var isCovered = own.All(d => d.Group is not null && service.Dependencies.Count(o => o.Group == d.Group && o.On.Provider != provider) >= d.Needed);
        return Row(12, (120, others.Count == 0 ? null : string.Join("; ", others))).Own(service.Id.ToString(), provider, isCovered ? "true" : "false");
    }

    private static RegisterTable Table(string template, string title, int columns, IReadOnlyList<string> own, IEnumerable<RegisterRow> rows) => new(
        template,
        title,
        [.. Enumerable.Range(1, columns).Select(i => string.Create(CultureInfo.InvariantCulture, $"c{10 * i:0000}")), .. own],
        [.. rows.Select(r => r.Values)]);

    private static RegisterRow Row(int columns, params ReadOnlySpan<(int Code, string? Value)> known)
    {
        var values = new string?[columns];
        foreach (var (code, value) in known)
        {
            values[(code / 10) - 1] = value;
        }

        return new RegisterRow(values);
    }

    private static string NameOf(CatalogueGraph catalogue, string provider) => catalogue.Catalogue.Providers.TryGetValue(provider, out var known) ? known.Name : provider;

    private static string? ParentCountry(CatalogueGraph catalogue, string provider) =>
        catalogue.Catalogue.Providers.TryGetValue(provider, out var known) && !known.Jurisdiction.IsUnknown ? known.Jurisdiction.ToString() : null;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record RegisterRow(IReadOnlyList<string?> Values)
    {
        public RegisterRow Own(params ReadOnlySpan<string?> values) => new([.. Values, .. values]);
    }
}
