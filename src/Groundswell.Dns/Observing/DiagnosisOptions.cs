using System.Net;
using Groundswell.Dns.Wire;
using Groundswell.Dns.Zones;

namespace Groundswell.Dns.Observing;

/// <summary>What is diagnosed, and by what means.</summary>
public sealed record DiagnosisOptions
{
    public const int DefaultPort = 53;

    public required DomainName Name { get; init; }

    public RecordType Type { get; init; } = RecordType.A;

    public RootHints Hints { get; init; } = RootHints.BuiltIn;

    /// <summary>None means that the root's keys are taken as they are served: faults within the chain are still found.</summary>
    public IReadOnlyList<TrustAnchor> Anchors { get; init; } = [];

    /// <summary>Resolvers whose answers are compared with those of the authoritative servers.</summary>
    public IReadOnlyList<IPEndPoint> Resolvers { get; init; } = [];

    /// <summary>Whether those are the ones that this machine has, and not ones that somebody wants to know of: then what fails for every name is this machine's lack.</summary>
    public bool AreResolversOwn { get; init; }

    /// <summary>Port of the authoritative servers.</summary>
    public int Port { get; init; } = DefaultPort;
}
