using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Tests.Probes.Servers;
using Groundswell.Signals;

namespace Groundswell.Sensing.Tests.Probes.Kinds;

public sealed class TlsProbeTests
{
    private readonly CertificateMill _mill = new();

    [Fact]
    public async Task A_certificate_that_is_right_passes_and_the_handshake_has_a_time()
    {
        var result = await RunAsync(_mill.Make("localhost"));

        Assert.Null(result.Failure);
        Assert.NotNull(result.Phases.Connect);
        Assert.NotNull(result.Phases.Tls);
    }

    [Fact]
    public async Task A_certificate_that_has_expired_is_told_with_its_day()
    {
        var result = await RunAsync(_mill.Make("localhost", daysLeft: -2));

        Assert.Equal(FailureClass.TlsExpired, result.Failure);
        Assert.StartsWith("the certificate expired at 20", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_told_with_its_name()
    {
        var result = await RunAsync(_mill.Make("other.example"));

        Assert.Equal((FailureClass.TlsName, "the certificate is for other.example, not for localhost"), (result.Failure, result.Detail));
    }

    [Fact]
    public async Task A_wrong_name_is_told_before_an_expiry() => Assert.Equal(FailureClass.TlsName, (await RunAsync(_mill.Make("other.example", daysLeft: -2))).Failure);

    [Fact]
    public async Task A_root_that_nobody_knows_is_a_fault_of_the_chain()
    {
        var result = await RunAsync(_mill.Make("localhost"), roots: []);

        Assert.Equal(FailureClass.TlsChain, result.Failure);
    }

    [Fact]
    public async Task A_root_of_another_house_does_not_help() => Assert.Equal(FailureClass.TlsChain, (await RunAsync(_mill.Make("localhost"), new CertificateMill().Roots)).Failure);

    [Fact]
    public async Task Something_else_than_TLS_is_a_fault_of_TLS()
    {
        await using var server = new RawServer(Serve.Dialogue("220 mail.example ESMTP\r\n"));

        var result = await Probing.RunAsync(new ProbeCheck.Tls(new HostPort("localhost", server.Port)), _mill.Roots);

        Assert.Equal(FailureClass.TlsOther, result.Failure);
    }

    [Fact]
    public async Task A_connection_that_ends_in_the_handshake_is_a_reset()
    {
        await using var server = new RawServer(Serve.Nothing);
        await using var rude = new RawServer(Serve.Reset);

        Assert.Equal(FailureClass.Reset, (await Probing.RunAsync(new ProbeCheck.Tls(new HostPort("localhost", server.Port)))).Failure);
        Assert.Equal(FailureClass.Reset, (await Probing.RunAsync(new ProbeCheck.Tls(new HostPort("localhost", rude.Port)))).Failure);
    }

    [Fact]
    public async Task A_server_that_is_silent_in_the_handshake_is_a_timeout()
    {
        await using var server = new RawServer(Serve.Silence);

        var result = await Probing.RunAsync(Probing.Plan(new ProbeCheck.Tls(new HostPort("localhost", server.Port))) with { Timeout = TimeSpan.FromSeconds(1) });

        Assert.Equal((FailureClass.Timeout, "no TLS handshake within 1 s"), (result.Failure, result.Detail));
        Assert.NotNull(result.Phases.Connect);
    }

    [Theory]
    [InlineData(20, 14, null)]
    [InlineData(10, 14, FailureClass.Content)]
    public async Task A_certificate_must_last_for_the_days_that_are_asked_for(int left, int asked, FailureClass? expected)
    {
        await using var server = new RawServer(Serve.Tls(_mill.Make("localhost", left)));

        var result = await Probing.RunAsync(new ProbeCheck.Tls(new HostPort("localhost", server.Port)) { CertificateDays = asked }, _mill.Roots);

        Assert.Equal(expected, result.Failure);
    }

    [Fact]
    public async Task Every_handshake_is_a_whole_one()
    {
        var resumed = new List<bool>();
        using var handshakes = new SemaphoreSlim(0);
        await using var server = new RawServer(async (connection, cancellationToken) =>
        {
            await using var stream = new SslStream(new System.Net.Sockets.NetworkStream(connection));
            var sent = 0;
            await stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificateSelectionCallback = (_, _) =>
                    {
                        sent++;
                        return _mill.Make("localhost");
                    },
                },
                cancellationToken);
            lock (resumed)
            {
                resumed.Add(sent == 0);
            }

            handshakes.Release();

            _ = await stream.ReadAsync(new byte[1], cancellationToken);
        });
        var check = new ProbeCheck.Tls(new HostPort("localhost", server.Port));

        Assert.Null((await Probing.RunAsync(check, _mill.Roots)).Failure);
        Assert.Null((await Probing.RunAsync(check, _mill.Roots)).Failure);

        // The server's side of a handshake may end after the client's.
        await handshakes.WaitAsync(TestContext.Current.CancellationToken);
        await handshakes.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal([false, false], resumed);
    }

    private async Task<ProbeResult> RunAsync(X509Certificate2 certificate, X509Certificate2Collection? roots = null)
    {
        await using var server = new RawServer(Serve.Tls(certificate));
        return await Probing.RunAsync(new ProbeCheck.Tls(new HostPort("localhost", server.Port)), roots ?? _mill.Roots);
    }
}
