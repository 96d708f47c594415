using System.Collections.Frozen;
using Groundswell.Signals;

namespace Groundswell.Scenarios;

/// <summary>Ways to be blind, as they look to a probe.</summary>
internal sealed partial class ScenarioSignalReader
{
    private static readonly FrozenDictionary<string, (FailureClass Failure, string Detail, int Milliseconds, double Share)> Kinds = new Dictionary<string, (FailureClass, string, int, double)>
    {
        ["nxdomain"] = (FailureClass.Nxdomain, "NXDOMAIN", 2, 1),
        ["refused"] = (FailureClass.Refused, "REFUSED", 2, 1),
        ["servfail"] = (FailureClass.Servfail, "SERVFAIL", 20, 1),
        ["timeout"] = (FailureClass.Timeout, "no answer from the resolver", 10_000, 1),
        ["unreachable"] = (FailureClass.Unreachable, "network is unreachable", 1, 1),
        ["portal-200"] = (FailureClass.Content, "200 with another page than expected", 5, 1),
        ["portal-302"] = (FailureClass.HttpOther, "302 to http://login.portal.example/", 5, 1),
        ["intercepted"] = (FailureClass.TlsChain, "certificate of an unknown issuer", 15, 1),
        ["ipv4-only"] = (FailureClass.Unreachable, "network is unreachable (IPv6)", 1, 0.3),
        ["ipv6-only"] = (FailureClass.Unreachable, "network is unreachable (IPv4)", 1, 0.7),
    }.ToFrozenDictionary();

    /// <summary><c>blind KIND from T to T [at N]</c>: the vantages have lost their own way out.</summary>
    public void ReadBlind(ScenarioLine line)
    {
        var kind = line.Read(
            line.Take("kind"),
            "kind",
            text => Kinds.TryGetValue(text, out var found) ? found : null as (FailureClass Failure, string Detail, int Milliseconds, double Share)?,
            $"is no way to be blind; known: {string.Join(", ", Kinds.Keys.Order(StringComparer.Ordinal))}.");
        var (pairs, from, to, seen) = ReadSeen(line);
        if (to <= from)
        {
            line.Complain(pairs["to"], "to", "is not after from.");
        }
        else if (from is { } begin && to is { } end && kind is { } how)
        {
            Blindnesses.Add(new ScenarioBlindness(how.Failure, how.Detail, TimeSpan.FromMilliseconds(how.Milliseconds), begin, end, seen, how.Share));
        }
    }
}
