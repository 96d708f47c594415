using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Groundswell.Dns.Asking;

/// <summary>The DNS servers that the machine is set up to ask.</summary>
public static class SystemResolvers
{
    private const int DnsPort = 53;

    /// <summary>The machine itself, which is asked where nothing is set up (resolv.conf(5)).</summary>
    public static IPEndPoint Local { get; } = new(IPAddress.Loopback, DnsPort);

    /// <summary>In order, without repeats; empty where none is set up or the machine does not say.</summary>
    public static IReadOnlyList<IPEndPoint> Find()
    {
        try
        {
            return
            [
                .. NetworkInterface.GetAllNetworkInterfaces()
                    .SelectMany(i => i.GetIPProperties().DnsAddresses)
                    .Where(a => a.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
                    .Where(a => !a.IsIPv6SiteLocal) // what Windows names where nothing is set up
                    .Distinct()
                    .Select(a => new IPEndPoint(a, DnsPort)),
            ];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }
}
