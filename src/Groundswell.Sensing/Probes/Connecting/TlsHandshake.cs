using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Groundswell.Sensing.Probes.Kinds;
using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Connecting;

/// <summary>
/// Secures a connection as a careful client would. Every handshake is a whole one: a resumed session would not show what the server has
/// for a certificate now. Nothing is fetched on behalf of a certificate: what it names is not ours to ask.
/// </summary>
internal sealed class TlsHandshake(X509Certificate2Collection roots, TimeProvider time)
{
    /// <param name="stream">Disposed where the handshake fails.</param>
    /// <param name="host">Whose certificate it must be.</param>
    /// <param name="protocols">What is spoken within, by preference; empty: not said.</param>
    /// <param name="trace">Notes, and ends the try.</param>
    public async Task<Opening> RunAsync(Stream stream, string host, IReadOnlyList<SslApplicationProtocol> protocols, ProbeTrace trace)
    {
        ProbeFailure? verdict = null;
        var options = Options(host, protocols, (certificate, chain, errors) => (verdict = Judge(certificate, chain, errors, host, trace)) is null);
        var secure = new SslStream(stream);
        try
        {
            await secure.AuthenticateAsClientAsync(options, trace.CancellationToken);
            trace.Secured();
            return new Opening(secure, null);
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException or InvalidOperationException)
        {
            await secure.DisposeAsync();
            return new Opening(null, verdict ?? Classify(fault));
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    /// <param name="host">Whose certificate it must be.</param>
    /// <param name="protocols">What is spoken within.</param>
    /// <param name="isRight">Takes the certificate, its chain and what is wrong so far.</param>
    public SslClientAuthenticationOptions Options(string host, IReadOnlyList<SslApplicationProtocol> protocols, Func<X509Certificate2?, X509Chain?, SslPolicyErrors, bool> isRight) => new()
    {
        TargetHost = host.TrimEnd('.'), // RFC 6066: without its last dot
        ApplicationProtocols = protocols.Count > 0 ? [.. protocols] : null,
        AllowTlsResume = false,
        AllowRenegotiation = false,
        CertificateChainPolicy = Policy(),
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) => isRight(certificate as X509Certificate2, chain, errors),
    };

    /// <summary>
    /// Null where the certificate is right. A certificate for other names is the first thing to be told, since nothing else about it
    /// concerns the host; then one that has expired; then a chain without a trusted end; then what clients of today refuse.
    /// </summary>
    public ProbeFailure? Judge(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors, string host, ProbeTrace trace)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return new ProbeFailure(FailureClass.TlsOther, "no certificate");
        }

        var ends = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        trace.CertificateEnds = ends;
        if (errors != SslPolicyErrors.None)
        {
            trace.Note(m => m with { Issuer = ProbeText.Excerpt(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true)) });
        }

        if (!CertificateNames.Fit(certificate, host))
        {
            return new ProbeFailure(FailureClass.TlsName, CertificateNames.Of(certificate) is { } name
                ? $"the certificate is for {name}, not for {host}"
                : "the certificate has no alternative name, and its common name no longer counts");
        }

        if (time.GetUtcNow() > ends)
        {
            return new ProbeFailure(FailureClass.TlsExpired, $"the certificate expired at {ends:yyyy-MM-dd HH:mm} UTC");
        }

        if (!errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && chain is not null)
        {
            return ChainJudgment.OfTrusted(chain);
        }

        using var here = Build(certificate, chain);
        return here is not null && here.Build(certificate) ? ChainJudgment.OfTrusted(here) : ChainJudgment.OfFailed(chain, here, time.GetUtcNow());
    }

    private static ProbeFailure Classify(Exception fault)
    {
        if (SocketFailures.Within(fault) is { } error)
        {
            return SocketFailures.OfTalking(error);
        }

        return fault is IOException && fault.InnerException is null
            ? new ProbeFailure(FailureClass.Reset, "the connection ended during the TLS handshake")
            : new ProbeFailure(FailureClass.TlsOther, $"no TLS: {Plain(fault)}");
    }

    private static string Plain(Exception fault)
    {
        var deepest = fault;
        while (deepest.InnerException is { } inner)
        {
            deepest = inner;
        }

        return deepest.Message.ReplaceLineEndings(" ");
    }

    /// <summary>The same certificates on the way to the operator's own roots; null where there are none.</summary>
    private X509Chain? Build(X509Certificate2 certificate, X509Chain? given)
    {
        if (roots.Count == 0)
        {
            return null;
        }

        var chain = new X509Chain { ChainPolicy = Policy() };
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        foreach (var other in (given?.ChainElements.Select(e => e.Certificate) ?? []).Concat(given?.ChainPolicy.ExtraStore ?? []).Where(c => !c.Equals(certificate)))
        {
            chain.ChainPolicy.ExtraStore.Add(other);
        }

        return chain;
    }

    private X509ChainPolicy Policy() => new()
    {
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
        VerificationTime = time.GetUtcNow().UtcDateTime,
        ApplicationPolicy = { new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.1") },
    };
}
