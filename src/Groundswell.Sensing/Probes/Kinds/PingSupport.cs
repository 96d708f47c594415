using System.Net.Sockets;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>Whether this process may send ICMP echo requests itself. Without that right .NET would start a program for each.</summary>
internal static class PingSupport
{
    private static readonly Lazy<bool> Tried = new(() => CanOpen(SocketType.Raw) || (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()));

    public static bool IsAvailable => Tried.Value;

    private static bool CanOpen(SocketType type)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, type, ProtocolType.Icmp);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
