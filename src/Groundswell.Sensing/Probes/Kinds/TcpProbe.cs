using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Probes.Connecting;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>A connection that stands is all that is asked for.</summary>
internal sealed class TcpProbe(Connector connector)
{
    public async Task<ProbeFailure?> RunAsync(ProbeCheck.Tcp check, ProbeTrace trace)
    {
        var opening = await connector.OpenAsync(check.Target.Host, check.Target.Port, null, trace);
        if (opening.Stream is { } stream)
        {
            await stream.DisposeAsync();
        }

        return opening.Failure;
    }
}
