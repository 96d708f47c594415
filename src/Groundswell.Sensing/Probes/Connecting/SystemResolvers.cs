using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Groundswell.Sensing.Probes.Connecting;

/// <summary>The DNS servers that the machine is set up with.</summary>
public static class SystemResolvers
{
    private const int DnsPort = 53;

    /// <summary>In order, without repeats; the machine itself where none is known, as resolv.conf(5) has it.</summary>
    public static IReadOnlyList<IPEndPoint> Find()
    {
        try
        {
            var found = NetworkInterface.GetAllNetworkInterfaces()
                .SelectMany(i => i.GetIPProperties().DnsAddresses)
                .Where(a => a.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
                .Distinct()
                .Select(a => new IPEndPoint(a, DnsPort))
                .ToList();
            return found.Count > 0 ? found : [new IPEndPoint(IPAddress.Loopback, DnsPort)];
        }
        catch (NetworkInformationException)
        {
            return [new IPEndPoint(IPAddress.Loopback, DnsPort)];
        }
    }
}
