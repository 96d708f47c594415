using System.Net.Security;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Outgoing;
using Groundswell.Sensing.Probes.Connecting;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>
/// Sends requests of HTTP/1.1 and 2 over connections that <see cref="Connector"/> opens. A request that must not share has a connection of
/// its own; others share for a minute at the most, so that name, connection and certificate are looked at again in time.
/// </summary>
internal sealed class HttpTransport : IDisposable
{
    public static readonly TimeSpan LongestReuse = TimeSpan.FromMinutes(1);

    private static readonly HttpRequestOptionsKey<ProbeTrace> TraceKey = new("groundswell.trace");

    private readonly Connector _connector;
    private readonly Dictionary<AddressChoice, HttpMessageInvoker> _fresh;
    private readonly Dictionary<AddressChoice, HttpMessageInvoker> _kept;

    public HttpTransport(Connector connector)
    {
        _connector = connector;
        AddressChoice[] choices = [AddressChoice.Any, AddressChoice.V4, AddressChoice.V6];
        _fresh = choices.ToDictionary(c => c, _ => Make(TimeSpan.Zero));
        _kept = choices.ToDictionary(c => c, _ => Make(LongestReuse)); // by family: a kept connection is of one
    }

    /// <summary>The answer's headers, with the body still to be read.</summary>
    /// <exception cref="HttpRequestException">No answer; see <see cref="HttpFailures"/>.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, bool reuse, ProbeTrace trace)
    {
        Mark(request, trace);
        return (reuse ? _kept : _fresh)[trace.Addresses].SendAsync(request, trace.CancellationToken);
    }

    /// <summary>For a client that makes its requests itself.</summary>
    public HttpMessageInvoker InvokerFor(ProbeTrace trace) => new(new Marking(_fresh[trace.Addresses], trace), disposeHandler: true);

    public void Dispose()
    {
        foreach (var invoker in _fresh.Values.Concat(_kept.Values))
        {
            invoker.Dispose();
        }
    }

    /// <summary>A handler's settings that hold for every probe.</summary>
    public static SocketsHttpHandler NewHandler(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect)
    {
        var handler = GuardedHttp.NewHandler(connect);
        handler.MaxResponseDrainSize = 0;
        handler.ConnectTimeout = ProbeDefinition.LongestTimeout;
        return handler;
    }

    private HttpMessageInvoker Make(TimeSpan reuse)
    {
        var handler = NewHandler(ConnectAsync);
        handler.PooledConnectionLifetime = reuse;
        handler.PooledConnectionIdleTimeout = reuse;
        return new HttpMessageInvoker(handler);
    }

    private static void Mark(HttpRequestMessage request, ProbeTrace trace) => request.Options.Set(TraceKey, trace);

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var request = context.InitialRequestMessage;
        if (!request.Options.TryGetValue(TraceKey, out var trace))
        {
            throw new InvalidOperationException("A request without a trace.");
        }

        IReadOnlyList<SslApplicationProtocol>? protocols = request.RequestUri!.Scheme is "https" or "wss"
            ? [request.Version.Major == 2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11]
            : null;
        var opening = await _connector.OpenAsync(request.RequestUri.IdnHost, context.DnsEndPoint.Port, protocols, trace);
        return opening.Stream ?? throw new ConnectionFailedException(opening.Failure!);
    }

    private sealed class Marking(HttpMessageInvoker inner, ProbeTrace trace) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Mark(request, trace);
            return inner.SendAsync(request, cancellationToken);
        }
    }
}
