using System.Net;

namespace Groundswell.Signals.Seeing;

/// <summary>Says what a vantage cannot see by, and how that shows.</summary>
internal static class SightWords
{
    public static BlindSpot Describe(SightFacet facet, IReadOnlyList<ProbeWay> failures, DateTimeOffset since)
    {
        var failure = failures.Where(f => f.Failure is not null).GroupBy(f => f.Failure!.Value).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).FirstOrDefault()?.Key;
        var alike = failures.Where(f => f.Failure == failure).ToList();
        var inside = facet.IsInside ? " in private networks" : "";
        return facet.Kind switch
        {
            SightFacet.Sort.Names => new("names", Names(failure, alike) + inside, since),
            SightFacet.Sort.Family => new(facet.Name, Leads(failures) ?? Connections($"over {facet.Name}", failure) + inside, since),
            SightFacet.Sort.Door => new(facet.Name, Leads(failures) ?? Connections($"to {facet.Name}", failure) + inside, since),
            SightFacet.Sort.Secure => new("TLS", Leads(failures) ?? Secure(failure, alike) + inside, since),
            _ => new("answers", Answers(failure, alike) + inside, since),
        };
    }

    private static string Names(FailureClass? failure, List<ProbeWay> alike)
    {
        var server = Common(alike.Select(f => f.Marks.Resolver)) is { } resolver ? $"DNS at {Plain(resolver)}" : "DNS";
        return failure switch
        {
            FailureClass.Nxdomain => $"{server} answers NXDOMAIN to all names",
            FailureClass.Refused => $"{server} refuses all questions",
            FailureClass.Servfail => $"{server} answers SERVFAIL to all names",
            FailureClass.Timeout => $"{server} does not answer",
            FailureClass.Unreachable => $"{server} cannot be reached",
            FailureClass.Empty => $"{server} knows no address of any name",
            FailureClass.WrongAnswer when Common(alike.Select(f => f.Address)) is { } address => $"{server} gives the address {address} for all names",
            _ => $"{server} gives no usable answer ({failure?.Word()})",
        };
    }

    /// <summary>The same address for names of unrelated suppliers.</summary>
    private static string? Leads(IReadOnlyList<ProbeWay> failures) =>
        failures.Count >= SightRules.FewGroups && failures.All(f => f.IsNamed) && Common(failures.Select(f => f.Address)) is { } address
            ? $"{(Common(failures.Select(f => f.Marks.Resolver)) is { } resolver ? $"DNS at {Plain(resolver)}" : "DNS")} gives the address {address} for all names, and nothing there is what it should be"
            : null;

    private static string Connections(string by, FailureClass? failure) => failure switch
    {
        FailureClass.ConnectRefused => $"every connection {by} is refused (is a proxy needed?)",
        FailureClass.Unreachable => $"there is no way out {by}",
        _ => $"no connection {by} comes about",
    };

    private static string Secure(FailureClass? failure, List<ProbeWay> alike) => failure switch
    {
        FailureClass.TlsChain when Common(alike.Select(f => f.Marks.Issuer)) is { } issuer => $"TLS is intercepted: every certificate is issued by {issuer}, which is not trusted here",
        FailureClass.TlsChain => "no certificate is trusted here: TLS is intercepted, or the trusted roots are missing",
        FailureClass.TlsName => "every server shows a certificate for other names: TLS is intercepted",
        FailureClass.TlsExpired => "every certificate has expired: the clock of this machine may be wrong",
        _ => "no TLS handshake comes to an end",
    };

    private static string Answers(FailureClass? failure, List<ProbeWay> alike) =>
        Common(alike.Select(f => f.Marks.Redirect)) is { } portal ? $"every page is redirected to {portal}"
        : Common(alike.Select(f => f.Marks.Likeness)) is not null ? "every server answers with the same page"
        : failure is { } known ? $"every server answers alike ({known.Word()})"
        : "unrelated servers answer alike";

    private static string? Common(IEnumerable<string?> values) => values.Distinct(StringComparer.Ordinal).Take(2).ToList() is [{ } one] ? one : null;

    /// <summary>Without the usual port.</summary>
    private static string Plain(string resolver) => IPEndPoint.TryParse(resolver, out var end) && end.Port == 53 ? end.Address.ToString() : resolver;
}
