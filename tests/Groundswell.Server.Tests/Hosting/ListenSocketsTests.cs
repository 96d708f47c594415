using System.Net;
using System.Net.Sockets;
using Groundswell.Server.Hosting;

namespace Groundswell.Server.Tests.Hosting;

/// <summary>Who cannot listen learns it in one line, with what to try.</summary>
public sealed class ListenSocketsTests : IDisposable
{
    private readonly TcpListener _other = new(IPAddress.Loopback, 0);
    private readonly StringWriter _errors = new();

    public ListenSocketsTests() => _other.Start();

    private int Taken => ((IPEndPoint)_other.LocalEndpoint).Port;

    public void Dispose()
    {
        _other.Dispose();
        _errors.Dispose();
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}")]
    [InlineData("http://localhost:{0}")]
    [InlineData("http://0.0.0.0:{0}")]
    [InlineData("http://*:{0}")]
    [InlineData("http://127.0.0.1:0;http://127.0.0.1:{0}/")]
    public void A_port_that_is_taken_is_told_with_another(string listen)
    {
        Assert.Null(ListenSockets.TryBind(string.Format(null, listen, Taken), _errors));

        var error = Assert.Single(_errors.ToString().TrimEnd().Split('\n'));
        Assert.Contains($":{Taken}", error, StringComparison.Ordinal);
        Assert.Contains($" is taken: another program listens on port {Taken}. Try --listen http://", error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_to_try_can_be_had()
    {
        Assert.Null(ListenSockets.TryBind($"http://127.0.0.1:{Taken}", _errors));

        using var sockets = ListenSockets.TryBind(_errors.ToString().Trim().Split(' ')[^1], _errors);

        Assert.NotNull(sockets);
    }

    [Fact]
    public void An_address_of_another_machine_is_told()
    {
        Assert.Null(ListenSockets.TryBind("http://192.0.2.1:0", _errors));

        Assert.Contains("http://192.0.2.1:0 cannot be had: this machine has no such address.", _errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:8080", "it must look like http://127.0.0.1:8080")]
    [InlineData("https://127.0.0.1:8080", "HTTPS is for a proxy before the node")]
    [InlineData("http://127.0.0.1:65536", "its port must be a number from 0 to 65535")]
    [InlineData("http://127.0.0.1:http", "its port must be a number from 0 to 65535")]
    [InlineData("http://127.0.0.1:-1", "its port must be a number from 0 to 65535")]
    [InlineData("http://127.0.0.1:8080/path", "its port must be a number")]
    [InlineData("http://:8080", "it must look like http://127.0.0.1:8080")]
    [InlineData("http://localhost:0", "a free port can be taken of an address only")]
    public void What_is_no_address_is_told(string listen, string reason)
    {
        Assert.Null(ListenSockets.TryBind(listen, _errors));

        Assert.Contains($"listen is {listen}", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains(reason, _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_is_named_twice_is_told()
    {
        int free;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            free = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        Assert.Null(ListenSockets.TryBind($"http://0.0.0.0:{free};http://127.0.0.1:{free}", _errors));

        Assert.Contains("overlaps with another", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_is_handed_out_once_and_nobody_else_can_have_its_port()
    {
        using var sockets = ListenSockets.TryBind("http://127.0.0.1:0", _errors);

        using var socket = sockets!.Take(new IPEndPoint(IPAddress.Loopback, 0));

        Assert.NotNull(socket);
        Assert.Null(sockets.Take(new IPEndPoint(IPAddress.Loopback, 0)));
        socket.Listen();
        Assert.Null(ListenSockets.TryBind($"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}", _errors));
    }
}
