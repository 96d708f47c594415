using System.Net.NetworkInformation;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Probes.Connecting;
using Groundswell.Signals;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>An echo request, answered or not.</summary>
internal sealed class PingProbe(Connector connector)
{
    private static readonly byte[] Payload = "groundswell probe"u8.ToArray();

    public async Task<ProbeFailure?> RunAsync(ProbeCheck.Ping check, TimeSpan timeout, ProbeTrace trace)
    {
        var resolution = await connector.ResolveAsync(check.Address, trace);
        if (resolution.Failure is not null)
        {
            return resolution.Failure;
        }

        trace.Connected(isSecured: false);
        try
        {
            using var ping = new Ping();
            var reply = await ping.SendPingAsync(resolution.Addresses[0], timeout, Payload, null, trace.CancellationToken);
            trace.FirstByte();
            return reply.Status switch
            {
                IPStatus.Success => null,
                IPStatus.TimedOut => new ProbeFailure(FailureClass.Timeout, "no echo"),
                var status => new ProbeFailure(FailureClass.Unreachable, $"no echo ({status})"),
            };
        }
        catch (PingException fault)
        {
            return new ProbeFailure(FailureClass.Unreachable, $"no echo ({SocketFailures.Within(fault)?.ToString() ?? fault.Message})");
        }
    }
}
