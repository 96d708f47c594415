using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Probes.Connecting;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>A whole handshake, and the certificate's days.</summary>
internal sealed class TlsProbe(Connector connector, TimeProvider time)
{
    public async Task<ProbeFailure?> RunAsync(ProbeCheck.Tls check, ProbeTrace trace)
    {
        var opening = await connector.OpenAsync(check.Target.Host, check.Target.Port, [], trace);
        if (opening.Stream is { } stream)
        {
            await stream.DisposeAsync();
        }

        return opening.Failure ?? CertificateDays.Check(check.CertificateDays, trace, time.GetUtcNow());
    }
}
