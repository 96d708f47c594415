using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Groundswell.Sensing.Outgoing;

/// <summary>
/// The one client for requests to addresses that others name: feeds, pages that discovery visits, and probes. It follows nothing by
/// itself, keeps no cookies, uses no proxy, and connects only to addresses that were asked about at that moment.
/// </summary>
internal static class GuardedHttp
{
    /// <summary>In KiB.</summary>
    private const int LongestHeaders = 64;

    /// <param name="connect">Opens connections, and asks the guard; null: for HTTP/3, which opens its own.</param>
    public static SocketsHttpHandler NewHandler(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect) => new()
    {
        AllowAutoRedirect = false, // each target is asked for as the first one was
        UseCookies = false,
        UseProxy = false, // a proxy would connect where the guard cannot see
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = LongestHeaders,
        ConnectCallback = connect,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1, // octet by octet, for HeaderText
    };

    /// <param name="resolve">Looks a host's name up; an address stands for itself.</param>
    /// <param name="allows">Whether a host may be connected to at an address.</param>
    public static SocketsHttpHandler NewHandler(Func<string, CancellationToken, Task<IReadOnlyList<IPAddress>>> resolve, Func<string, IPAddress, bool> allows) =>
        NewHandler(async (context, cancellationToken) =>
        {
            var (host, port) = (context.DnsEndPoint.Host.Trim('[', ']'), context.DnsEndPoint.Port);
            var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellationToken);
            if (addresses.Count == 0)
            {
                throw new HttpRequestException($"{host} has no address");
            }

            var allowed = addresses.Where(a => allows(host, a)).ToArray();
            return allowed.Length > 0
                ? await ConnectAsync(allowed, port, cancellationToken)
                : throw new ForbiddenAddressException($"'{host}' leads to no public address");
        });

    private static async Task<NetworkStream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
