using System.Net.WebSockets;
using System.Text;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Probes.Connecting;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>The handshake of a WebSocket, a message where there is one to send, and the first message back where one is awaited.</summary>
internal sealed class WebSocketProbe(HttpTransport transport, string userAgent, TimeProvider time)
{
    private const int LongestReply = 64 * 1024;
    private const int SwitchingProtocols = 101;

    public async Task<ProbeFailure?> RunAsync(ProbeCheck.WebSocket check, ProbeTrace trace)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        socket.Options.SetRequestHeader("User-Agent", userAgent);
        using var invoker = transport.InvokerFor(trace);
        try
        {
            await socket.ConnectAsync(check.Url, invoker, trace.CancellationToken);
            trace.FirstByte();
            var failure = await TalkAsync(check, socket, trace);
            return failure ?? CertificateDays.Check(check.CertificateDays, trace, time.GetUtcNow());
        }
        catch (WebSocketException exception)
        {
            var status = (int)socket.HttpStatusCode;
            return status is not (0 or SwitchingProtocols) ? HttpFailures.OfStatus(status, socket.HttpStatusCode.ToString(), []) : HttpFailures.Of(exception.InnerException ?? exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return HttpFailures.Of(exception);
        }
    }

    private static async Task<ProbeFailure?> TalkAsync(ProbeCheck.WebSocket check, ClientWebSocket socket, ProbeTrace trace)
    {
        if (check.Message is { } message)
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, trace.CancellationToken);
        }

        ProbeFailure? failure = null;
        if (check.Reply is { } wanted)
        {
            var reply = await ReceiveAsync(socket, trace.CancellationToken);
            failure = reply is null ? ProbeFailure.Content("no message before the close, or one without end")
                : wanted.Holds(reply) ? null
                : ProbeFailure.Content($"the message is '{ProbeText.Excerpt(reply)}', not as asked: {wanted}");
        }

        trace.BodyRead();
        if (socket.State == WebSocketState.Open)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, trace.CancellationToken);
        }

        return failure;
    }

    private static async Task<string?> ReceiveAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestReply];
        for (var length = 0; length < buffer.Length;)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            length += received.Count;
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (received.EndOfMessage)
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }
        }

        return null;
    }
}
