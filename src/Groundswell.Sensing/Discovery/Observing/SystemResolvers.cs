using System.Net;
using System.Net.NetworkInformation;

namespace Groundswell.Sensing.Discovery.Observing;

/// <summary>The recursive resolvers that this machine is set up to ask.</summary>
public static class SystemResolvers
{
    private const int DnsPort = 53;

    public static IReadOnlyList<IPEndPoint> Find() =>
        [.. NetworkInterface.GetAllNetworkInterfaces()
            .Where(i => i.OperationalStatus == OperationalStatus.Up)
            .SelectMany(i => i.GetIPProperties().DnsAddresses)
            .Where(a => !a.IsIPv6SiteLocal) // what Windows names where nothing was set up
            .Distinct()
            .Select(a => new IPEndPoint(a, DnsPort))];
}
