using System.Collections.Frozen;
using Groundswell.Signals;

namespace Groundswell.Scenarios;

/// <summary>Ways to be blind, as they look to a probe.</summary>
internal sealed partial class ScenarioSignalReader
{
    private static readonly TimeSpan Hop = TimeSpan.FromMilliseconds(1);

    // As probes that take a TLS handshake meet them, which are nearly all: a portal has no certificate for the name.
    private static readonly FrozenDictionary<string, BlindLook> Kinds = new Dictionary<string, BlindLook>
    {
        ["nxdomain"] = Unresolved(FailureClass.Nxdomain, "NXDOMAIN", 2),
        ["refused"] = Unresolved(FailureClass.Refused, "REFUSED", 2),
        ["servfail"] = Unresolved(FailureClass.Servfail, "SERVFAIL", 20),
        ["timeout"] = Unresolved(FailureClass.Timeout, "no answer from the resolver", 10_000),
        ["unreachable"] = Unresolved(FailureClass.Unreachable, "network is unreachable", 1),
        ["portal-200"] = Connected(FailureClass.TlsName, "certificate of portal.example"),
        ["portal-302"] = Resolved(FailureClass.ConnectRefused, "connection refused"),
        ["intercepted"] = Connected(FailureClass.TlsChain, "certificate of an unknown issuer") with { Marks = new ProbeMarks(Issuer: "Example Inspection CA") },
        ["ipv4-only"] = Resolved(FailureClass.Unreachable, "network is unreachable (IPv6)") with { Lost = BlindLook.NewFamily },
        ["ipv6-only"] = Resolved(FailureClass.Unreachable, "network is unreachable (IPv4)") with { Lost = BlindLook.OldFamily },
    }.ToFrozenDictionary();

    /// <summary><c>blind KIND from T to T [at N]</c>: the vantages have lost their own way out.</summary>
    public void ReadBlind(ScenarioLine line)
    {
        var kind = line.Read(
            line.Take("kind"),
            "kind",
            text => Kinds.TryGetValue(text, out var found) ? found : null as BlindLook?,
            $"is no way to be blind; known: {string.Join(", ", Kinds.Keys.Order(StringComparer.Ordinal))}.");
        var (pairs, from, to, seen) = ReadSeen(line);
        if (to <= from)
        {
            line.Complain(pairs["to"], "to", "is not after from.");
        }
        else if (from is { } begin && to is { } end && kind is { } how)
        {
            Blindnesses.Add(new ScenarioBlindness(how, begin, end, seen));
        }
    }

    private static BlindLook Unresolved(FailureClass failure, string detail, int milliseconds) => new(failure, detail, TimeSpan.FromMilliseconds(milliseconds), default);

    private static BlindLook Resolved(FailureClass failure, string detail) => new(failure, detail, 3 * Hop, new ProbePhases { Resolve = Hop });

    private static BlindLook Connected(FailureClass failure, string detail) => new(failure, detail, 5 * Hop, new ProbePhases { Resolve = Hop, Connect = Hop });
}
