using System.Net;
using System.Security.Cryptography.X509Certificates;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Outgoing;
using Groundswell.Sensing.Probes;
using Groundswell.Signals;

namespace Groundswell.Sensing.Tests.Probes.Servers;

/// <summary>Runs a probe once against servers on loopback.</summary>
internal static class Probing
{
    public static readonly ProbeTarget Target = ProbeTarget.Parse("acme/global/web");

    public static readonly AddressGuard Loopback = new([IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128"), IPNetwork.Parse("255.255.255.255/32")]);

    public static PlannedProbe Plan(ProbeCheck check) => new()
    {
        Target = Target,
        Id = "p",
        Check = check,
        Interval = TimeSpan.FromMinutes(1),
        Timeout = TimeSpan.FromSeconds(10),
        Retries = 0,
        Group = "acme",
    };

    public static Task<ProbeResult> RunAsync(ProbeCheck check, X509Certificate2Collection? roots = null) => RunAsync(Plan(check), new ProbeRunnerOptions { Guard = Loopback, Roots = roots ?? [], Resolvers = [Nobody] });

    public static async Task<ProbeResult> RunAsync(PlannedProbe probe, ProbeRunnerOptions? options = null)
    {
        await using var runner = new ProbeRunner(options ?? new ProbeRunnerOptions { Guard = Loopback, Resolvers = [Nobody] }, TimeProvider.System);
        return await runner.RunAsync(probe, TestContext.Current.CancellationToken);
    }

    /// <summary>A resolver for probes that need none.</summary>
    private static IPEndPoint Nobody => new(IPAddress.Loopback, 9);
}
