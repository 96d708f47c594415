using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CsCheck;
using Groundswell.Server.Hosting.Connections;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Server.Ingest;
using Groundswell.Server.Tests.Ingest;
using Microsoft.AspNetCore.Connections;

namespace Groundswell.Server.Tests.Hosting;

/// <summary>How many connections a node holds, and what proxies write before the first request.</summary>
public sealed class ConnectionTests : IDisposable
{
    private const string Get = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    private const string Body = """{"service":"acme","symptom":"login"}""";

    private static readonly IPNetwork Loopback = IPNetwork.Parse("127.0.0.1/32");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Idle_connections_give_way_to_those_that_come()
    {
        await using var node = await StartAsync(s => s.Connections = new ConnectionOptions { Most = 20 });
        var idle = new List<Socket>();
        for (var n = 0; n < 60; n++)
        {
            idle.Add(await ConnectAsync(node));
        }

        using var comer = await ConnectAsync(node);

        Assert.StartsWith("HTTP/1.1 200", await AskAsync(comer, Encoding.ASCII.GetBytes(Get)), StringComparison.Ordinal);
        idle.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public void Of_one_address_an_idle_connection_gives_way_to_its_next_and_none_where_all_are_busy()
    {
        var book = new ConnectionBook(most: 100, mostOfOne: 4, _ => false);
        var seats = Sit(book, "192.0.2.1", 4);
        Occupy(seats[0]);

        Assert.True(book.TrySeat(From("192.0.2.1")));
        Assert.Equal((4, 1), (book.Count, book.Refused));
        Assert.False(IsAborted(seats[0]));
        Assert.True(IsAborted(seats[1]));

        var busy = Sit(book, "192.0.2.2", 4);
        busy.ForEach(Occupy);
        Assert.False(book.TrySeat(From("192.0.2.2")));
        Assert.True(book.TrySeat(From("192.0.2.3")));
    }

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::2")]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1")]
    public void A_household_and_a_mapped_address_are_one(string one, string other)
    {
        var book = new ConnectionBook(most: 100, mostOfOne: 1, _ => false);
        Occupy(Sit(book, one, 1)[0]);

        Assert.False(book.TrySeat(From(other)));
    }

    [Fact]
    public void When_all_are_taken_who_comes_gets_a_place_of_who_holds_most()
    {
        var book = new ConnectionBook(most: 20, mostOfOne: 20, _ => false);
        var few = Sit(book, "192.0.2.1", 3);
        var many = Sit(book, "192.0.2.2", 17);
        many.ForEach(Occupy);

        Assert.True(book.TrySeat(From("192.0.2.3")));
        Assert.Equal(20, book.Count);
        Assert.Equal([true, false], [IsAborted(many[0]), few.Exists(IsAborted)]);
        Assert.False(book.TrySeat(From("192.0.2.2")));
    }

    [Fact]
    public void A_trusted_proxy_has_as_many_as_there_are()
    {
        var book = new ConnectionBook(most: 50, mostOfOne: 2, _ => true);

        Assert.Equal(50, Sit(book, "10.0.0.1", 50).Count);
    }

    [Theory]
    [InlineData(400, 16)]
    [InlineData(1024, 640)]
    [InlineData(4096, 3072)]
    [InlineData(64, 16)]
    [InlineData(1_000_000, 50_000)]
    public void The_limit_of_open_files_leaves_room_for_the_store(int files, int connections) => Assert.Equal(connections, DescriptorLimit.ForConnections(files));

    [Fact]
    public void The_systems_limit_is_read() =>
        Assert.Equal(1024, DescriptorLimit.Parse(["Max processes             62000                62000                processes", "Max open files            1024                 524288               files"]));

    [Theory]
    [InlineData("PROXY TCP4 203.0.113.7 192.0.2.1 56324 443\r\n", "203.0.113.7")]
    [InlineData("PROXY TCP6 2001:db8::7 2001:db8::1 56324 443\r\n", "2001:db8::7")]
    [InlineData("PROXY UNKNOWN\r\n", null)]
    [InlineData("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", null)]
    public void A_text_header_names_the_source(string text, string? source)
    {
        var bytes = Encoding.ASCII.GetBytes(text + "GET /");
        var header = ProxyHeader.Read(new ReadOnlySequence<byte>(bytes));

        Assert.Equal((ProxyHeader.Reading.Whole, text.Length, source), (header.State, header.Length, header.Source?.Address.ToString()));
        for (var cut = 0; cut < text.Length; cut++)
        {
            Assert.Equal(ProxyHeader.Reading.Partial, ProxyHeader.Read(new ReadOnlySequence<byte>(bytes, 0, cut)).State);
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("PROXY TCP4 203.0.113.7 192.0.2.1 56324\r\n")]
    [InlineData("PROXY TCP4 2001:db8::7 192.0.2.1 1 2\r\n")]
    [InlineData("PROXY TCP4 203.0.113.7 192.0.2.1 70000 443\r\n")]
    [InlineData("PROXY TCP5 203.0.113.7 192.0.2.1 1 2\r\n")]
    public void What_is_no_header_is_refused(string text) =>
        Assert.Equal(ProxyHeader.Reading.Wrong, ProxyHeader.Read(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(text))).State);

    [Theory]
    [InlineData(0x21, 0x11, "203.0.113.7")]
    [InlineData(0x21, 0x21, "2001:db8::7")]
    [InlineData(0x21, 0x31, null)]
    [InlineData(0x20, 0x11, null)]
    public void A_binary_header_names_the_source(byte command, byte family, string? source)
    {
        var bytes = Binary(command, family, IPAddress.Parse(family == 0x21 ? "2001:db8::7" : "203.0.113.7"));
        var header = ProxyHeader.Read(new ReadOnlySequence<byte>(bytes));

        Assert.Equal((ProxyHeader.Reading.Whole, bytes.Length, source), (header.State, header.Length, header.Source?.Address.ToString()));
    }

    [Fact]
    public void Whatever_comes_is_read_without_a_fault() => Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[0, 3]).Sample((bytes, kind) =>
    {
        byte[] start = kind switch { 0 => [], 1 => [.. "PROXY "u8], 2 => [.. "\r\n\r\n\0\r\nQUIT\n"u8], _ => [.. "\r\n\r\n\0\r\nQUIT\n"u8, 0x21, 0x11] };
        var header = ProxyHeader.Read(new ReadOnlySequence<byte>((byte[])[.. start, .. bytes]));
        return header.Length <= start.Length + bytes.Length;
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_trusted_proxys_header_tells_who_reports(bool isBinary)
    {
        await using var node = await StartAsync(s => s.Connections = new ConnectionOptions { HasProxyProtocol = true }, new IngestOptions { TrustedProxies = [Loopback] });

        Assert.Contains("\"counted\":true", await ReportFromAsync(node, "203.0.113.7", isBinary), StringComparison.Ordinal);
        Assert.Contains("\"counted\":true", await ReportFromAsync(node, "203.0.113.8", isBinary), StringComparison.Ordinal);
        Assert.Contains("\"counted\":false", await ReportFromAsync(node, "203.0.113.7", isBinary), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trusted_proxy_without_its_header_is_hung_up_on()
    {
        await using var node = await StartAsync(s => s.Connections = new ConnectionOptions { HasProxyProtocol = true }, new IngestOptions { TrustedProxies = [Loopback] });
        using var socket = await ConnectAsync(node);

        Assert.Empty(await AskAsync(socket, Encoding.ASCII.GetBytes(Get)));
    }

    [Fact]
    public async Task From_anybody_else_the_header_is_no_request()
    {
        await using var node = await StartAsync(s => s.Connections = new ConnectionOptions { HasProxyProtocol = true });
        using var socket = await ConnectAsync(node);

        Assert.StartsWith("HTTP/1.1 400", await AskAsync(socket, Encoding.ASCII.GetBytes("PROXY TCP4 203.0.113.7 192.0.2.1 1 2\r\n" + Get)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_and_reasons_are_shown_to_watchers_only()
    {
        await using var node = await StartAsync(s => s.WatcherNetworks = [IPNetwork.Parse("192.0.2.0/24")], new IngestOptions { TrustedProxies = [Loopback], DiskReserve = long.MaxValue / 8 });

        var (metrics, _) = await GetAsync(node, "/metrics", "198.51.100.1");
        var (state, words) = await GetAsync(node, "/readyz", "198.51.100.1");
        var (own, figures) = await GetAsync(node, "/metrics", "192.0.2.7");
        var (_, reasons) = await GetAsync(node, "/readyz", "192.0.2.7");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (metrics, state, own));
        Assert.DoesNotContain("disk", words, StringComparison.Ordinal);
        Assert.Contains("disk", reasons, StringComparison.Ordinal);
        Assert.Contains("groundswell_connections_open", figures, StringComparison.Ordinal);
    }

    private static DefaultConnectionContext From(string address) => new() { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 4711) };

    private static List<DefaultConnectionContext> Sit(ConnectionBook book, string address, int count)
    {
        var connections = Enumerable.Range(0, count).Select(_ => From(address)).ToList();
        Assert.All(connections, connection => Assert.True(book.TrySeat(connection)));
        return connections;
    }

    private static void Occupy(DefaultConnectionContext connection) => connection.Features.Get<ConnectionSeat>()!.Occupy(true);

    // It closes on a thread of its own.
    private static bool IsAborted(DefaultConnectionContext connection) => connection.Features.Get<ConnectionSeat>()!.IsCleared;

    private static byte[] Binary(byte command, byte family, IPAddress source)
    {
        var address = source.GetAddressBytes();
        byte[] body = [.. address, .. address, 0xDC, 0x04, 0x01, 0xBB];
        return [.. "\r\n\r\n\0\r\nQUIT\n"u8, command, family, 0, (byte)body.Length, .. body];
    }

    private static async Task<string> ReportFromAsync(ServingNode node, string source, bool isBinary)
    {
        using var socket = await ConnectAsync(node);
        byte[] header = isBinary ? Binary(0x21, 0x11, IPAddress.Parse(source)) : Encoding.ASCII.GetBytes($"PROXY TCP4 {source} 192.0.2.1 56324 443\r\n");
        var request = $"POST /api/v1/reports HTTP/1.1\r\nHost: status.example\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}";
        return await AskAsync(socket, [.. header, .. Encoding.ASCII.GetBytes(request)]);
    }

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(ServingNode node, string path, string from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("X-Forwarded-For", from);
        using var response = await node.Client.SendAsync(request, Cancelled);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancelled));
    }

    private static async Task<Socket> ConnectAsync(ServingNode node)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, node.Client.BaseAddress!.Port, Cancelled);
        return socket;
    }

    private static async Task<string> AskAsync(Socket socket, byte[] bytes)
    {
        var answer = new byte[8192];
        try
        {
            await socket.SendAsync(bytes, Cancelled);
            return Encoding.ASCII.GetString(answer, 0, await socket.ReceiveAsync(answer, Cancelled));
        }
        catch (SocketException)
        {
            return "";
        }
    }

    private Task<ServingNode> StartAsync(Action<NodeSettings> configure, IngestOptions? ingest = null) => ServingNode.StartAsync(_folder.Path, ingest: ingest, configure: configure);
}
