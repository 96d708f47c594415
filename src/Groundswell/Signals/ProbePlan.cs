using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Catalogue.Probing;

namespace Groundswell.Signals;

/// <summary>All probes that a catalogue asks for, and those that its host names imply.</summary>
public static class ProbePlan
{
    private const int TlsPort = 443;

    /// <summary>They run too when something fails.</summary>
    private static readonly TimeSpan ReferenceInterval = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Without repeats, in the order of targets and slugs. A host name of an entry that has no field <c>probes</c> implies a probe of TLS: it
    /// needs the name, the address, the connection and the certificate, and asks the server for nothing. A name that several
    /// entries share is tried for each, as they are judged apart; of an entry of the kind <c>dns</c> the name alone is asked for.
    /// </summary>
    public static IReadOnlyList<PlannedProbe> From(ServiceCatalogue catalogue, ProbeDefaults defaults)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(defaults);
        var components = catalogue.Components.Values
            .OrderBy(c => c.Id.ToString(), StringComparer.Ordinal)
            .SelectMany(c => Of(new ProbeTarget(c.Id), c.Id.Provider, c.Probes ?? Implied(c.Hostnames, c.Kind, defaults.Interval, defaults), defaults));
        var services = catalogue.Services.Values
            .OrderBy(s => s.Id.ToString(), StringComparer.Ordinal)
            .SelectMany(s => Of(new ProbeTarget(s.Id), GroupOf(s), s.Probes ?? Implied(s.Hostnames, null, defaults.ImpliedServiceInterval, defaults), defaults)
                .Select(p => s.Dependencies.Count == 0 ? p with { IsAlone = true, Group = DomainOf(p.Check.Host) ?? p.Group } : p));
        return [.. components, .. services];
    }

    /// <summary>
    /// Places of many owners that show whether a vantage can see, for a plan that looks at too few to tell by itself; else none. With probes
    /// of IPv6 in the plan, by that too.
    /// </summary>
    /// <param name="plan">What is probed.</param>
    /// <param name="hosts">Their names.</param>
    /// <param name="defaults">What a probe has that says nothing else.</param>
    public static IReadOnlyList<PlannedProbe> References(IReadOnlyList<PlannedProbe> plan, IReadOnlyList<string> hosts, ProbeDefaults defaults)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(hosts);
        ArgumentNullException.ThrowIfNull(defaults);
        if (plan.Count == 0 || plan.Where(p => !p.IsAlone).Select(p => p.Group).Distinct().Count() >= Seeing.SightRules.RowGroups)
        {
            return [];
        }

        IReadOnlyList<AddressChoice> families = plan.Any(p => p.Addresses is AddressChoice.V6 or AddressChoice.Both) ? [AddressChoice.Any, AddressChoice.V6] : [AddressChoice.Any];
        return
        [
            .. from host in hosts.Distinct(StringComparer.OrdinalIgnoreCase)
               from family in families
               select new PlannedProbe
               {
                   Target = ProbeTarget.Reference(SlugOf(host)),
                   Id = family == AddressChoice.V6 ? "ipv6" : "any",
                   Check = new ProbeCheck.Tls(new HostPort(host, TlsPort)),
                   Interval = ReferenceInterval,
                   Timeout = defaults.Timeout,
                   Retries = 0,
                   Addresses = family,
                   Group = $"reference {host}",
               },
        ];
    }

    private static IEnumerable<PlannedProbe> Of(ProbeTarget target, string group, IReadOnlyList<ProbeDefinition> definitions, ProbeDefaults defaults) =>
        definitions.OrderBy(d => d.Id, StringComparer.Ordinal).Select(d => PlannedProbe.From(target, d, defaults, group));

    private static IReadOnlyList<ProbeDefinition> Implied(IReadOnlyList<string> hostnames, ComponentKind? kind, TimeSpan interval, ProbeDefaults defaults)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return defaults.Implied
            ? [.. hostnames.Distinct(StringComparer.Ordinal).Select(h => new ProbeDefinition
            {
                Id = FreeSlug(SlugOf(h), taken),
                Check = kind == ComponentKind.Dns ? new ProbeCheck.Lookup { Name = h } : new ProbeCheck.Tls(new HostPort(h, TlsPort)),
                Interval = interval > defaults.Interval ? interval : defaults.Interval,
            })]
            : [];
    }

    /// <summary>The provider of what it needs most; else the service stands for itself.</summary>
    private static string GroupOf(Service service) =>
        service.Dependencies.OrderBy(d => d.Criticality).ThenBy(d => d.On.ToString(), StringComparer.Ordinal).FirstOrDefault()?.On.Provider ?? service.Id.ToString();

    /// <summary>The domain that a name was probably registered as: what lies within one is likely to fail together. Null for an address.</summary>
    private static string? DomainOf(string host)
    {
        var labels = host.TrimEnd('.').Split('.');
        if (labels.Length < 2 || System.Net.IPAddress.TryParse(host, out _))
        {
            return null;
        }

        // As co.uk and com.br; where that is wrong, two that are independent count as one, and no harm is done.
        var isShared = labels.Length > 2 && labels[^1].Length == 2 && labels[^2].Length <= 3;
        return string.Join('.', labels[^(isShared ? 3 : 2)..]).ToLowerInvariant();
    }

    /// <summary><c>a-b.com</c> and <c>a.b.com</c> would be one slug.</summary>
    private static string FreeSlug(string wanted, HashSet<string> taken)
    {
        var free = wanted;
        for (var i = 2; !taken.Add(free); i++)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"-{i}");
            free = wanted[..Math.Min(wanted.Length, Slug.MaximumLength - number.Length)] + number;
        }

        return free;
    }

    private static string SlugOf(string hostname)
    {
        var dashed = hostname.Replace('.', '-');
        return dashed.Length <= Slug.MaximumLength ? dashed : dashed[^Slug.MaximumLength..].TrimStart('-');
    }
}
