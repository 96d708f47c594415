using System.Net;
using System.Security.Cryptography.X509Certificates;
using Groundswell.Sensing.Outgoing;
using Groundswell.Signals;

namespace Groundswell.Sensing.Probes;

/// <summary>From where and as whom probes run.</summary>
public sealed record ProbeRunnerOptions
{
    public VantageId Vantage { get; init; } = VantageId.Node;

    public AddressGuard Guard { get; init; } = AddressGuard.PublicOnly;

    /// <summary>Asked for names, in order; empty: those that the machine is set up with. The guard is not asked about them.</summary>
    public IReadOnlyList<IPEndPoint> Resolvers { get; init; } = [];

    /// <summary>Roots that are trusted beside those of the machine.</summary>
    public X509Certificate2Collection Roots { get; init; } = [];

    /// <summary>Whom the owner of a target can ask about our requests: an address of a page or a mailbox, put into the User-Agent.</summary>
    public string? Contact { get; init; }

    /// <summary>Where authoritative servers listen that are asked after a SERVFAIL.</summary>
    internal int AuthorityPort { get; init; } = 53;
}
