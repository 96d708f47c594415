using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Tests.Probes.Servers;
using Groundswell.Signals;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Sensing.Tests.Probes.Kinds;

/// <summary>WebSocket, gRPC and SMTP.</summary>
public sealed class ConversationProbeTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("ping", "pong: ping", null)]
    [InlineData("ping", "pung", FailureClass.Content)]
    public async Task A_WebSocket_answers_a_message(string? message, string? reply, FailureClass? expected)
    {
        await using var server = await EchoAsync();
        var check = new ProbeCheck.WebSocket(new Uri($"ws://127.0.0.1:{server.Port}/ws")) { Message = message, Reply = reply is null ? null : new TextCondition(TextMatch.Equals, reply) };

        var result = await Probing.RunAsync(check);

        Assert.Equal(expected, result.Failure);
        Assert.NotNull(result.Phases.Connect);
    }

    [Fact]
    public async Task A_WebSocket_is_opened_within_TLS()
    {
        var mill = new CertificateMill();
        await using var server = await EchoAsync(mill);
        var check = new ProbeCheck.WebSocket(new Uri($"wss://localhost:{server.Port}/ws")) { Message = "a", Reply = new TextCondition(TextMatch.Equals, "pong: a") };

        Assert.Null((await Probing.RunAsync(check, mill.Roots)).Failure);
        Assert.Equal(FailureClass.TlsChain, (await Probing.RunAsync(check)).Failure);
    }

    [Theory]
    [InlineData("/none", FailureClass.Http4xx)]
    [InlineData("/broken", FailureClass.Http5xx)]
    [InlineData("/page", FailureClass.HttpOther)]
    public async Task A_handshake_that_is_refused_is_told_by_its_status(string path, FailureClass expected)
    {
        await using var server = await EchoAsync();

        Assert.Equal(expected, (await Probing.RunAsync(new ProbeCheck.WebSocket(new Uri($"ws://127.0.0.1:{server.Port}{path}")))).Failure);
    }

    [Fact]
    public async Task The_house_is_closed_to_WebSockets_too()
    {
        var result = await Probing.RunAsync(new ProbeCheck.WebSocket(new Uri("ws://169.254.169.254/")));

        Assert.Equal(FailureClass.Unreachable, result.Failure);
    }

    [Theory]
    [InlineData("", null, "")]
    [InlineData("shop.Basket", null, "")]
    [InlineData("shop.Payment", FailureClass.Content, "NOT_SERVING")]
    [InlineData("shop.None", FailureClass.Content, "gRPC status 5")]
    public async Task The_health_service_of_gRPC_is_asked_with_and_without_TLS(string service, FailureClass? expected, string detail)
    {
        var mill = new CertificateMill();
        await using var plain = await HealthAsync(null);
        await using var secure = await HealthAsync(mill);

        var open = await Probing.RunAsync(new ProbeCheck.Grpc(new Uri($"http://127.0.0.1:{plain.Port}/")) { Service = service });
        var closed = await Probing.RunAsync(new ProbeCheck.Grpc(new Uri($"https://localhost:{secure.Port}/")) { Service = service, CertificateDays = 10 }, mill.Roots);

        Assert.Equal((expected, expected), (open.Failure, closed.Failure));
        Assert.StartsWith(detail, open.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_server_without_gRPC_is_told_by_its_status()
    {
        await using var server = await WebServer.StartAsync(app => app.MapGet("/", () => "hello"), HttpProtocols.Http2);

        Assert.Equal(FailureClass.Http4xx, (await Probing.RunAsync(new ProbeCheck.Grpc(new Uri($"http://127.0.0.1:{server.Port}/")))).Failure);
    }

    [Theory]
    [InlineData("220 mail.example ESMTP\r\n", null)]
    [InlineData("220-mail.example ESMTP\r\n220 welcome\r\n", null)]
    [InlineData("421 too busy\r\n", FailureClass.Content)]
    [InlineData("554 no\r\n", FailureClass.Content)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", FailureClass.Content)]
    [InlineData("220 without end", FailureClass.Timeout)]
    public async Task A_mail_server_greets(string greeting, FailureClass? expected)
    {
        await using var server = new RawServer(Serve.Dialogue(greeting, "250-mail.example\r\n250 SIZE 1000\r\n", "221 bye\r\n"));

        var result = await Probing.RunAsync(Probing.Plan(new ProbeCheck.Smtp(new HostPort("127.0.0.1", server.Port))) with { Timeout = TimeSpan.FromSeconds(1) });

        Assert.Equal(expected, result.Failure);
    }

    [Theory]
    [InlineData("502 5.5.2 not known\r\n", "250 mail.example\r\n", SmtpSecurity.None, null)]
    [InlineData("500 what?\r\n", "250 mail.example\r\n", SmtpSecurity.None, null)]
    [InlineData("501-no\r\n501 arguments\r\n", "250-mail\r\n250 example\r\n", SmtpSecurity.None, null)]
    [InlineData("550 no\r\n", "250 mail.example\r\n", SmtpSecurity.None, null)]
    [InlineData("502 not known\r\n", "502 not known\r\n", SmtpSecurity.None, "EHLO groundswell.invalid: 502 not known")]
    [InlineData("421 too busy\r\n", "250 mail.example\r\n", SmtpSecurity.None, "EHLO groundswell.invalid: 421 too busy")]
    [InlineData("hello\r\n", "250 mail.example\r\n", SmtpSecurity.None, "not SMTP: hello")]
    [InlineData("502 not known\r\n", "250 mail.example\r\n", SmtpSecurity.Starttls, "STARTTLS is not offered")]
    public async Task A_mail_server_from_before_extensions_is_greeted_in_the_older_way(string toEhlo, string toHelo, SmtpSecurity security, string? expected)
    {
        await using var server = new RawServer(Serve.Dialogue("220 mail.example ready\r\n", toEhlo, toHelo, "221 bye\r\n"));

        var result = await Probing.RunAsync(new ProbeCheck.Smtp(new HostPort("127.0.0.1", server.Port)) { Security = security });

        Assert.Equal((expected is null ? (FailureClass?)null : FailureClass.Content, expected ?? ""), (result.Failure, result.Detail));
    }

    [Fact]
    public async Task A_mail_server_that_closes_unasked_is_a_reset()
    {
        await using var server = new RawServer(Serve.Nothing);

        Assert.Equal(FailureClass.Reset, (await Probing.RunAsync(new ProbeCheck.Smtp(new HostPort("127.0.0.1", server.Port)))).Failure);
    }

    [Theory]
    [InlineData("localhost", "250-mail\r\n250 STARTTLS\r\n", null)]
    [InlineData("other.example", "250-mail\r\n250 STARTTLS\r\n", FailureClass.TlsName)]
    [InlineData("localhost", "250-mail\r\n250 SIZE 1000\r\n", FailureClass.Content)]
    public async Task STARTTLS_is_asked_for_and_the_certificate_looked_at(string name, string offer, FailureClass? expected)
    {
        var mill = new CertificateMill();
        await using var server = new RawServer(async (connection, cancellationToken) =>
        {
            await SayAndReadAsync(connection, "220 mail ESMTP\r\n", cancellationToken);
            await SayAndReadAsync(connection, offer, cancellationToken);
            await connection.SendAsync("220 go on\r\n"u8.ToArray(), cancellationToken);
            await Serve.Tls(mill.Make(name))(connection, cancellationToken);
        });

        var result = await Probing.RunAsync(new ProbeCheck.Smtp(new HostPort("localhost", server.Port)) { Security = SmtpSecurity.Starttls }, mill.Roots);

        Assert.Equal(expected, result.Failure);
        Assert.Equal(expected is null, result.Phases.Tls is not null);
    }

    [Fact]
    public async Task Text_that_was_slipped_in_before_TLS_is_not_taken_for_the_servers()
    {
        var mill = new CertificateMill();
        await using var server = new RawServer(Serve.Dialogue("220 mail ESMTP\r\n", "250-mail\r\n250 STARTTLS\r\n", "220 go on\r\n250 injected\r\n"));

        var result = await Probing.RunAsync(new ProbeCheck.Smtp(new HostPort("localhost", server.Port)) { Security = SmtpSecurity.Starttls }, mill.Roots);

        Assert.Equal(FailureClass.TlsOther, result.Failure);
    }

    private static async Task SayAndReadAsync(Socket connection, string text, CancellationToken cancellationToken)
    {
        await connection.SendAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
        await connection.ReceiveAsync(new byte[512], cancellationToken);
    }

    private static Task<WebServer> HealthAsync(CertificateMill? mill)
    {
        var health = new HealthServiceImpl();
        health.SetStatus("", Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus.Serving);
        health.SetStatus("shop.Basket", Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus.Serving);
        health.SetStatus("shop.Payment", Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus.NotServing);
        return WebServer.StartAsync(
            app => app.MapGrpcService<HealthServiceImpl>(),
            HttpProtocols.Http2,
            mill?.Make("localhost"),
            services =>
            {
                services.AddGrpc();
                services.AddSingleton(health);
            });
    }

    private static Task<WebServer> EchoAsync(CertificateMill? mill = null) => WebServer.StartAsync(
        app =>
        {
            app.UseWebSockets();
            app.MapGet("/broken", () => Microsoft.AspNetCore.Http.Results.StatusCode(503));
            app.MapGet("/page", () => "hello");
            app.MapGet("/ws", async (Microsoft.AspNetCore.Http.HttpContext context) =>
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                var buffer = new byte[1024];
                while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: WebSocketMessageType.Text } received)
                {
                    await socket.SendAsync(Encoding.UTF8.GetBytes("pong: " + Encoding.UTF8.GetString(buffer, 0, received.Count)), WebSocketMessageType.Text, true, context.RequestAborted);
                }
            });
        },
        HttpProtocols.Http1,
        mill?.Make("localhost"));
}
