using System.Net;
using System.Net.Sockets;
using Groundswell.Dns.Asking;
using Groundswell.Dns.Observing;

namespace Groundswell.Dns.Judging;

/// <summary>Every question to an authoritative server with the way that it went and what came of it.</summary>
internal sealed class WayLedger
{
    /// <summary>Root servers of the Internet are run by twelve organisations: they do not fail together.</summary>
    private const int FewRootServers = 3;

    private readonly Observation _seen;
    private readonly List<Entry> _entries = [];
    private readonly List<HashSet<IPAddress>> _zones;

    public WayLedger(Observation seen)
    {
        _seen = seen;
        _zones = [.. seen.Zones.Values.Select(z => z.Servers.Select(s => s.Address.Address).ToHashSet())];
        foreach (var (key, result) in seen.Asked)
        {
            if (key.Kind.Means() is not { } means)
            {
                continue;
            }

            // A cut answer is one by UDP, and what came of asking by TCP for the rest is another thing.
            switch (result)
            {
                case DnsResult.Answered { TcpFault: { } fault } cut:
                    _entries.Add(new Entry(key, means, cut));
                    _entries.Add(new Entry(key, Means.Tcp, fault));
                    break;
                case DnsResult.Answered { Transport: DnsTransport.Tcp } whole when means != Means.Tcp:
                    _entries.Add(new Entry(key, means, whole));
                    _entries.Add(new Entry(key, Means.Tcp, whole));
                    break;
                default:
                    _entries.Add(new Entry(key, means, result));
                    break;
            }
        }
    }

    public IReadOnlyList<Entry> Entries => _entries;

    public bool Came(AddressFamily family) => _entries.Any(e => e.Family == family && e.Came);

    public bool Came(AddressFamily family, Means means) => _entries.Any(e => e.Family == family && e.Means == means && e.Came);

    public HashSet<IPAddress> Tried(AddressFamily family) => [.. _entries.Where(e => e.Family == family).Select(e => e.Key.Server.Address)];

    public HashSet<IPAddress> Tried(AddressFamily family, Means means) => [.. _entries.Where(e => e.Family == family && e.Means == means).Select(e => e.Key.Server.Address)];

    /// <summary>
    /// Whether servers that fail alike have so little to do with each other that what they share is the way from here: at least two, which
    /// are not the servers of one zone.
    /// </summary>
    public bool AreIndependent(IReadOnlySet<IPAddress> servers) =>
        servers.Count >= 2 && (!_zones.Any(servers.IsSubsetOf) || (_seen.IsPublicRoot && servers.Count >= FewRootServers));

    /// <param name="Key">The question.</param>
    /// <param name="Means">The way it went.</param>
    /// <param name="Result">What came of it.</param>
    internal sealed record Entry(AskKey Key, Means Means, DnsResult Result)
    {
        public AddressFamily Family => Key.Server.AddressFamily;

        /// <summary>Whether a server answered, and not a resolver in its place.</summary>
        public bool Came => WayWatch.IsOfServer(Result);

        public bool IsOfResolver => WayWatch.IsOfResolver(Result);

        /// <summary>Whether an answer to a question with EDNS has EDNS, and knows that signatures are wanted.</summary>
        public bool HasSignatures => Result is DnsResult.Answered { Message.Edns.DnssecOk: true };
    }
}
