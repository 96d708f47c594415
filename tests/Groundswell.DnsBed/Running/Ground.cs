using System.Net;
using System.Net.Sockets;

namespace Groundswell.DnsBed.Running;

/// <summary>Where a bed stands on this machine: two octets of loopback and a port that nobody else uses.</summary>
internal sealed class Ground : IDisposable
{
    // Below the ports that Linux gives to questions as they go out (32768 and up), one of which could sit on a server's port.
    private const int LowestPort = 10_000;
    private const int Ports = 20_000;
    private const int Attempts = 200;

    private readonly Socket _guard;
    private int _behind;

    private Ground(string network, int port, Socket guard) => (Network, Port, _guard) = (network, port, guard);

    /// <summary>As <c>127.53</c>.</summary>
    public string Network { get; }

    public int Port { get; }

    /// <summary>Takes a place. Beds of several processes differ in both.</summary>
    /// <param name="port">A port that is wanted; null takes one.</param>
    /// <exception cref="InvalidOperationException">The port is taken, or needs rights that this user does not have.</exception>
    public static Ground Take(int? port)
    {
        var network = port is null ? $"127.{64 + (Environment.ProcessId % 128)}" : "127.53";
        var start = Environment.ProcessId * 7;
        for (var attempt = 0; attempt < (port is null ? Attempts : 1); attempt++)
        {
            var candidate = port ?? (LowestPort + ((start + attempt) % Ports));
            if (TryGuard(network, candidate) is { } guard)
            {
                return new Ground(network, candidate, guard);
            }
        }

        throw new InvalidOperationException($"No port for a DNS bed: {(port is { } wanted ? $"port {wanted} of {network}.255.254 cannot be had" : "all that were tried are taken")}.");
    }

    /// <summary>A place at 127.0.0.1 for a server that cannot listen elsewhere.</summary>
    public IPEndPoint PlaceBehind()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var place = new IPEndPoint(IPAddress.Loopback, LowestPort + ((Environment.ProcessId * 7 + ++_behind + Attempts) % Ports));
            try
            {
                using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                udp.Bind(place);
                tcp.Bind(place);
                return place;
            }
            catch (SocketException)
            {
                // Taken; the next one.
            }
        }

        throw new InvalidOperationException("No free port at 127.0.0.1 for a DNS server.");
    }

    public void Dispose() => _guard.Dispose();

    private static Socket? TryGuard(string network, int port)
    {
        var guard = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            guard.Bind(new IPEndPoint(IPAddress.Parse(network + ".255.254"), port));
            guard.Listen(1); // two sockets that only bind would get one port on Linux
            if (Loopback.HasIPv6)
            {
                using var six = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
                six.Bind(new IPEndPoint(IPAddress.IPv6Loopback, port));
            }

            return guard;
        }
        catch (SocketException)
        {
            guard.Dispose();
            return null;
        }
    }
}
