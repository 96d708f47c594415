using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Probes.Connecting;
using Groundswell.Sensing.Tests.Probes.Servers;
using Groundswell.Signals;

namespace Groundswell.Sensing.Tests.Probes.Connecting;

public sealed class CertificateJudgmentTests
{
    private const string Host = "localhost";

    private readonly Authority _root = Authority.Root("Test root");

    [Theory]
    [InlineData(-90, -5, FailureClass.TlsExpired, "the intermediate certificate 'Test intermediate' expired at 20")]
    [InlineData(5, 90, FailureClass.TlsOther, "the intermediate certificate 'Test intermediate' is not valid before 20")]
    [InlineData(-90, 90, null, "")]
    public async Task An_intermediate_has_its_dates_as_well(int from, int to, FailureClass? expected, string detail)
    {
        var between = _root.Below("Test intermediate", from, to);
        var leaf = between.Leaf([Host]);
        await using var server = new RawServer(Serve.Tls(leaf, between.Certificate));

        var result = await Probing.RunAsync(new ProbeCheck.Tls(new HostPort(Host, server.Port)), [_root.Certificate]);

        Assert.Equal(expected, result.Failure);
        Assert.StartsWith(detail, result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_intermediates_of_one_name_the_valid_one_counts()
    {
        var old = _root.Below("Between", -90, -5);
        var young = _root.Cross(old);
        var leaf = old.Leaf([Host]);

        Assert.Null(Judge(leaf, [old.Certificate, young.Certificate], _root));
        Assert.Null(Judge(leaf, [young.Certificate, old.Certificate], _root));
    }

    [Fact]
    public void An_expired_root_beside_a_good_way_does_no_harm()
    {
        var old = Authority.Root("Old root", -900, -3);
        var cross = old.Cross(_root, -800, -3);
        var between = _root.Below("Between");
        var leaf = between.Leaf([Host]);

        Assert.Null(Judge(leaf, [between.Certificate, cross.Certificate], _root));
        Assert.Null(Judge(leaf, [between.Certificate, cross.Certificate, old.Certificate], _root));
        Assert.Null(Judge(leaf, [between.Certificate, cross.Certificate], old, _root));
    }

    [Fact]
    public void An_expired_root_and_no_other_way_is_told()
    {
        var old = Authority.Root("Old root", -900, -3);
        var between = old.Below("Between");

        var failure = Judge(between.Leaf([Host]), [between.Certificate], old);

        Assert.Equal(FailureClass.TlsExpired, failure?.Class);
        Assert.StartsWith("the root certificate 'Old root' expired at 20", failure?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void An_intermediate_that_is_not_sent_and_a_root_that_nobody_knows_are_faults_of_the_chain()
    {
        var between = _root.Below("Between");
        var expired = _root.Below("Expired", -90, -5);
        var leaf = between.Leaf([Host]);

        Assert.Equal(FailureClass.TlsChain, Judge(leaf, [], _root)?.Class);
        Assert.Equal(FailureClass.TlsChain, Judge(leaf, [between.Certificate])?.Class);
        Assert.Equal(FailureClass.TlsChain, Judge(leaf, [between.Certificate], Authority.Root("Another"))?.Class);
        Assert.Equal(FailureClass.TlsChain, Judge(leaf, [expired.Certificate], _root)?.Class);
    }

    [Theory]
    [InlineData(-10, -1, FailureClass.TlsExpired, "the certificate expired at 20")]
    [InlineData(2, 60, FailureClass.TlsOther, "the certificate is not valid before 20")]
    [InlineData(-10, 3000, null, null)] // long, as a house's own may be
    public void A_certificate_has_its_dates(int from, int to, FailureClass? expected, string? detail)
    {
        var failure = Judge(_root.Leaf([Host], from, to), [], _root);

        Assert.Equal(expected, failure?.Class);
        Assert.StartsWith(detail ?? "", failure?.Detail ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", "localhost", true)]
    [InlineData("localhost", "LOCALHOST", true)]
    [InlineData("www.example.com", "www.example.com.", true)]
    [InlineData("*.example.com", "www.example.com", true)]
    [InlineData("*.example.com", "WWW.Example.Com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "a.www.example.com", false)]
    [InlineData("w*.example.com", "www.example.com", false)]
    [InlineData("www.*.com", "www.example.com", false)]
    [InlineData("*.com", "example.com", false)]
    [InlineData("*", "localhost", false)]
    [InlineData("example.com", "www.example.com", false)]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example", true)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("::1", "[::1]", true)]
    [InlineData("localhost", "127.0.0.1", false)]
    public void A_certificate_is_for_its_alternative_names(string name, string host, bool fits) =>
        Assert.Equal(fits ? null : FailureClass.TlsName, Judge(_root.Leaf([name]), [], host, _root)?.Class);

    [Fact]
    public async Task A_common_name_alone_is_no_name()
    {
        await using var server = new RawServer(Serve.Tls(_root.Leaf([])));

        var result = await Probing.RunAsync(new ProbeCheck.Tls(new HostPort(Host, server.Port)), [_root.Certificate]);

        Assert.Equal((FailureClass.TlsName, "the certificate has no alternative name, and its common name no longer counts"), (result.Failure, result.Detail));
    }

    [Theory]
    [InlineData("1.3.6.1.5.5.7.3.1", null)]
    [InlineData(null, null)] // not said: for all
    [InlineData("1.3.6.1.5.5.7.3.2", FailureClass.TlsOther)] // for clients
    public void A_certificate_must_be_for_servers(string? usage, FailureClass? expected) => Assert.Equal(expected, Judge(_root.Leaf([Host], usage: usage), [], _root)?.Class);

    [Fact]
    public void What_can_be_forged_is_refused()
    {
        using var small = RSA.Create(1024);
        using var large = RSA.Create(2048);

        Assert.Equal((FailureClass.TlsOther, "the certificate has a key of RSA with 1024 bits, which clients refuse"), Told(Judge(_root.Leaf([Host], key: small), [], _root)));
        Assert.Equal((FailureClass.TlsOther, "the certificate is signed with SHA-1, which clients refuse"), Told(Judge(_root.Leaf([Host], signer: _root.Weak()), [], _root)));
        Assert.Null(Judge(_root.Leaf([Host], key: large), [], _root));
    }

    [Theory]
    [InlineData("localhost", null)]
    [InlineData("example.com", FailureClass.TlsChain)]
    public void An_intermediate_may_sign_for_the_names_that_it_is_confined_to(string confinedTo, FailureClass? expected)
    {
        var name = System.Text.Encoding.ASCII.GetBytes(confinedTo);
        byte[] confined = [0x30, (byte)(name.Length + 6), 0xA0, (byte)(name.Length + 4), 0x30, (byte)(name.Length + 2), 0x82, (byte)name.Length, .. name];
        var between = _root.Below("Between", -90, 200, new X509Extension("2.5.29.30", confined, critical: true));

        Assert.Equal(expected, Judge(between.Leaf([Host]), [between.Certificate], _root)?.Class);
    }

    private static (FailureClass? Class, string? Detail) Told(ProbeFailure? failure) => (failure?.Class, failure?.Detail);

    private static ProbeFailure? Judge(X509Certificate2 leaf, X509Certificate2[] sent, params Authority[] trusted) => Judge(leaf, sent, Host, trusted);

    /// <summary>As the handshake does it, with a chain that need not be one that a server could be made to send.</summary>
    private static ProbeFailure? Judge(X509Certificate2 leaf, X509Certificate2[] sent, string host, params Authority[] trusted)
    {
        var handshake = new TlsHandshake([.. trusted.Select(t => t.Certificate)], TimeProvider.System);
        using var trace = new ProbeTrace(TimeProvider.System, AddressChoice.Any, TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        using var chain = new X509Chain { ChainPolicy = handshake.Options(host, [], (_, _, _) => true).CertificateChainPolicy! };
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        var isTrusted = chain.Build(leaf);
        return handshake.Judge(leaf, chain, isTrusted ? SslPolicyErrors.None : SslPolicyErrors.RemoteCertificateChainErrors, host, trace);
    }
}
