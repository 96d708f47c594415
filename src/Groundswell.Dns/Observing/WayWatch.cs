using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Observing;

/// <summary>
/// Notices, while questions are asked, that nothing comes back by one way (an address family and a means) while something does by
/// another. Such a way is still tried at every server, as one answer would prove that it works, but it is not waited for long. What
/// the silence means is judged afterwards, from all that was seen.
/// </summary>
internal sealed class WayWatch
{
    /// <summary>Servers that were silent by a way before it is suspected.</summary>
    private const int Suspicious = 2;

    private readonly ConcurrentDictionary<(AddressFamily Family, Means Means), ConcurrentDictionary<IPAddress, bool>> _silent = new();
    private readonly ConcurrentDictionary<(AddressFamily Family, Means Means), bool> _came = new();

    public void Note(IPAddress server, Means means, DnsResult result)
    {
        var way = (server.AddressFamily, means);
        if (IsOfServer(result))
        {
            _came[way] = true;
        }
        else if (result is not DnsResult.Answered)
        {
            _silent.GetOrAdd(way, _ => new()).TryAdd(server, true);
        }
    }

    public bool IsSuspect(IPAddress server, Means means) =>
        !_came.ContainsKey((server.AddressFamily, means)) && !_came.IsEmpty
        && _silent.TryGetValue((server.AddressFamily, means), out var silent) && silent.Count >= Suspicious;

    /// <summary>Whether any server of the family has answered by UDP, itself and not something in between.</summary>
    public bool HasUdp(AddressFamily family) => _came.ContainsKey((family, Means.Edns)) || _came.ContainsKey((family, Means.Plain));

    /// <summary>Whether something came that an authoritative server may have sent.</summary>
    public static bool IsOfServer(DnsResult result) => result is DnsResult.Malformed || (result is DnsResult.Answered && !IsOfResolver(result));

    /// <summary>
    /// Whether an answer looks like a resolver's: it offers recursion, and claims no authority. A server that does not know the zone may
    /// answer so as well; if all do, a resolver answers in their place.
    /// </summary>
    public static bool IsOfResolver(DnsResult? result) =>
        result is DnsResult.Answered { Message: var message } && message.Flags.HasFlag(MessageBits.RecursionAvailable) && !message.IsAuthoritative;
}
