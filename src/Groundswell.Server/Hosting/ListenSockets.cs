using System.Net;
using System.Net.Sockets;

namespace Groundswell.Server.Hosting;

/// <summary>
/// The sockets that a node will listen on, taken before anything else is done: who cannot have them learns it at once, before a folder is
/// made or a history learned. Until the web server listens on them, callers are turned away.
/// </summary>
public sealed class ListenSockets : IDisposable
{
    private const int PortsTried = 50;

    private readonly Dictionary<IPEndPoint, Socket> _sockets = [];

    private ListenSockets()
    {
    }

    /// <param name="listen">Addresses as in the setting <c>listen</c>, separated by ';'.</param>
    /// <param name="errors">Gets a line for each that cannot be had, with what to try.</param>
    /// <returns>Null where one cannot be had.</returns>
    public static ListenSockets? TryBind(string listen, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(listen);
        ArgumentNullException.ThrowIfNull(errors);
        var sockets = new ListenSockets();
        var isWhole = true;
        foreach (var text in listen.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (address, fault) = ListenAddress.Parse(text);
            if (address is null)
            {
                errors.WriteLine($"listen {fault}");
                isWhole = false;
            }
            else if (sockets.FindFault(address) is { } reason)
            {
                errors.WriteLine($"listen: {reason}");
                isWhole = false;
            }
        }

        if (isWhole)
        {
            return sockets;
        }

        sockets.Dispose();
        return null;
    }

    /// <summary>The socket of an end point; null where none was taken for it, or it was handed out.</summary>
    public Socket? Take(EndPoint endPoint) => endPoint is IPEndPoint ip && _sockets.Remove(ip, out var socket) ? socket : null;

    public void Dispose()
    {
        foreach (var socket in _sockets.Values)
        {
            socket.Dispose();
        }

        _sockets.Clear();
    }

    private string? FindFault(ListenAddress address)
    {
        SocketException? refusal = null;
        var taken = 0;
        foreach (var endPoint in address.EndPoints)
        {
            if (address.Port != 0 && _sockets.Keys.Any(other => Overlap(other, endPoint)))
            {
                return $"{address.Text} overlaps with another of the addresses; name each port once.";
            }

            try
            {
                if (address.Port != 0)
                {
                    // Bound alone, a port could be another's who only has not begun to listen.
                    using var trial = Bind(endPoint);
                    trial.Listen();
                }

                _sockets.Add(endPoint, Bind(endPoint));
                taken++;
                if (address.IsEvery)
                {
                    return null;
                }
            }
            catch (SocketException exception)
            {
                if (refusal is null || exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
                {
                    refusal = exception;
                }

                if (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
                {
                    break; // one family of two would leave half of the callers to somebody else
                }
            }
        }

        return refusal is null || (taken > 0 && refusal.SocketErrorCode is not (SocketError.AddressAlreadyInUse or SocketError.AccessDenied)) ? null : Explain(address, refusal);
    }

    private static string Explain(ListenAddress address, SocketException refusal) => refusal.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => $"{address.Text} is taken: another program listens on port {address.Port}.{Try(address, address.Port)}",
        SocketError.AccessDenied => $"{address.Text} cannot be had: this user may not listen on port {address.Port}.{Try(address, Math.Max(8079, address.Port))}",
        SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported or SocketError.NetworkUnreachable =>
            $"{address.Text} cannot be had: this machine has no such address. Try --listen http://127.0.0.1:{(address.Port == 0 ? 8080 : address.Port)}, or http://0.0.0.0:{(address.Port == 0 ? 8080 : address.Port)} for all that it has.",
        _ => $"{address.Text} cannot be had: {refusal.Message}.",
    };

    private static string Try(ListenAddress address, int above)
    {
        for (var port = above + 1; port <= Math.Min(above + PortsTried, IPEndPoint.MaxPort); port++)
        {
            if (IsFree(address, port))
            {
                return $" Try --listen {address.At(port)}";
            }
        }

        return $" Try --listen {address.At(0)}, which takes a free port.";
    }

    private static bool IsFree(ListenAddress address, int port)
    {
        foreach (var endPoint in address.EndPoints)
        {
            try
            {
                using var trial = Bind(new IPEndPoint(endPoint.Address, port));
                trial.Listen();
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                return false;
            }
            catch (SocketException)
            {
                // The other family, which the machine does not have.
            }
        }

        return true;
    }

    // One port of one family is had once, whether of one address or of all.
    private static bool Overlap(IPEndPoint one, IPEndPoint other) =>
        one.Port == other.Port && (one.Equals(other) || IsAnyFor(one.Address, other.Address) || IsAnyFor(other.Address, one.Address));

    private static bool IsAnyFor(IPAddress any, IPAddress address) =>
        any.Equals(IPAddress.IPv6Any) || (any.Equals(IPAddress.Any) && address.AddressFamily == AddressFamily.InterNetwork);

    // As the web server binds: all addresses of both families are one socket.
    private static Socket Bind(IPEndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endPoint.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(endPoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
