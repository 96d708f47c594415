using System.Net;
using System.Net.Sockets;

namespace Groundswell.DnsBed.Running;

/// <summary>What loopback this machine has. Many containers are without IPv6.</summary>
internal static class Loopback
{
    public static bool HasIPv6 { get; } = TryBind();

    private static bool TryBind()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
