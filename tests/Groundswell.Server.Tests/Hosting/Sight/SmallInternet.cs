using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Groundswell.Dns.Wire;

namespace Groundswell.Server.Tests.Hosting.Sight;

/// <summary>
/// An internet on loopback: a DNS server that gives each name an address of its own, and behind all addresses one port at which whoever is
/// asked for answers. What stands on the way to it can be changed while it runs.
/// </summary>
internal sealed class SmallInternet : IAsyncDisposable
{
    private readonly Socket _dns = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly TcpListener _web = new(IPAddress.Any, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<(string Name, bool IsForged), X509Certificate2> _certificates = new();
    private readonly Authority _authority = new("Test root");
    private readonly Authority _inspector = new("Acme Inspection CA");
    private readonly Task _serving;
    private volatile Way _way = Way.Open;

    public SmallInternet()
    {
        _dns.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _web.Start(512);
        _serving = Task.WhenAll(AnswerNamesAsync(), TakeAsync());
    }

    /// <summary>What may stand on the way.</summary>
    internal enum Way
    {
        Open,
        Nxdomain,
        Refused,
        Servfail,
        NoAddress,
        Silence,
        OneAddress,
        Intercepted,
        TlsCut,
        PlainPortal,
        Closed,
        BlackHole,
    }

    public Way Is
    {
        set => _way = value;
    }

    /// <summary>Names that do not exist, whatever stands on the way.</summary>
    public IReadOnlySet<string> Missing { get; set; } = new HashSet<string>();

    public IPEndPoint Resolver => (IPEndPoint)_dns.LocalEndPoint!;

    public int Port => ((IPEndPoint)_web.LocalEndpoint).Port;

    public string RootPem => _authority.Pem;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _web.Stop();
        await _serving;
        _dns.Dispose();
        _ending.Dispose();
    }

    private async Task AnswerNamesAsync()
    {
        var buffer = new byte[4096];
        var answer = new byte[4096];
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                var received = await _dns.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _ending.Token);
                if (_way != Way.Silence && DnsMessage.TryRead(buffer.AsSpan(0, received.ReceivedBytes), out var question, out _) && Answer(question).TryWrite(answer, out var length))
                {
                    await _dns.SendToAsync(answer.AsMemory(0, length), SocketFlags.None, received.RemoteEndPoint, _ending.Token);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private DnsMessage Answer(DnsMessage question)
    {
        var asked = question.Questions[0];
        var isMissing = Missing.Contains(asked.Name.ToString().TrimEnd('.'));
        var code = _way switch
        {
            Way.Nxdomain => ResponseCode.NxDomain,
            Way.Refused => ResponseCode.Refused,
            Way.Servfail => ResponseCode.ServFail,
            _ => isMissing ? ResponseCode.NxDomain : ResponseCode.NoError,
        };
        return new DnsMessage
        {
            Id = question.Id,
            Flags = MessageBits.Response | MessageBits.RecursionDesired | MessageBits.RecursionAvailable,
            Code = code,
            Questions = question.Questions,
            Answers = code != ResponseCode.NoError || _way == Way.NoAddress || asked.Type != RecordType.A ? [] :
            [
                new ResourceRecord { Name = asked.Name, Type = asked.Type, Ttl = 60, Content = new RecordContent.Address(AddressOf(asked.Name.ToString())) },
            ],
        };
    }

    private IPAddress AddressOf(string name)
    {
        var number = name.Aggregate(17u, (sum, letter) => (sum * 31) + char.ToLowerInvariant(letter));
        return _way switch
        {
            Way.OneAddress => IPAddress.Parse("127.99.9.9"),
            Way.Closed => new IPAddress([127, 66, (byte)(number >> 8), (byte)number]),
            Way.BlackHole => new IPAddress([127, 77, (byte)(number >> 8), (byte)number]),
            _ => new IPAddress([127, (byte)(1 + (number % 60)), (byte)(number >> 8), (byte)(number >> 16)]),
        };
    }

    private async Task TakeAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _web.AcceptTcpClientAsync(_ending.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var third = ((IPEndPoint)client.Client.LocalEndPoint!).Address.MapToIPv4().GetAddressBytes()[1];
                if (third == 66 || _way == Way.TlsCut)
                {
                    client.Client.LingerState = new LingerOption(true, 0);
                    return;
                }

                if (third == 77)
                {
                    await Task.Delay(TimeSpan.FromSeconds(30), _ending.Token); // never says a word
                    return;
                }

                if (_way == Way.PlainPortal)
                {
                    var page = "<html><head><title>Sign in</title></head><body><h1>Welcome</h1><form><input></form></body></html>";
                    await client.Client.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: http://portal.hotel.example/\r\nContent-Length: {page.Length}\r\n\r\n{page}"), _ending.Token);
                    return;
                }

                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificateSelectionCallback = (_, name) => CertificateOf(third == 99 ? "gateway.example" : name ?? "none.example", _way == Way.Intercepted) },
                    _ending.Token);
                _ = await stream.ReadAsync(new byte[1], _ending.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException or SocketException or ObjectDisposedException)
            {
                // The other side has seen enough.
            }
        }
    }

    private X509Certificate2 CertificateOf(string name, bool isForged) => _certificates.GetOrAdd((name, isForged), key => (key.IsForged ? _inspector : _authority).Certify(key.Name));
}
