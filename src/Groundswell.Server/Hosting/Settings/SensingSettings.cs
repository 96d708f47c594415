using System.Net;
using Groundswell.Sensing.Vantages;

namespace Groundswell.Server.Hosting.Settings;

/// <summary>Whether and how the node itself looks at services and suppliers.</summary>
public sealed record SensingSettings
{
    /// <summary>Of owners and networks that have nothing to do with each other.</summary>
    public static readonly IReadOnlyList<string> UsualReferences = ["www.iana.org", "www.ripe.net", "www.wikipedia.org", "www.debian.org"];

    /// <summary>Off until the operator says so: nobody's server is asked by a node that was only tried out.</summary>
    public bool Probes { get; init; }

    public bool Feeds { get; init; }

    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For one try of a probe that says nothing else.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Probes under way at a time.</summary>
    public int Concurrency { get; init; } = 2_000;

    /// <summary>A PEM file of roots that are trusted beside those of the machine.</summary>
    public string? TrustedRoots { get; init; }

    /// <summary>Whether host names of the catalogue are probed where it says nothing of probes.</summary>
    public bool Implied { get; init; } = true;

    /// <summary>Networks beyond the public ones that probes and feeds may reach.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>Asked for names; empty: those of the machine.</summary>
    public IReadOnlyList<IPEndPoint> Resolvers { get; init; } = [];

    /// <summary>Hosts of many owners that show whether this node can see, where it probes too few others to tell; empty: none.</summary>
    public IReadOnlyList<string> References { get; init; } = UsualReferences;

    /// <summary>Vantages elsewhere that probe for this node.</summary>
    public IReadOnlyList<VantageToken> Vantages { get; init; } = [];

    /// <summary>A file with the tokens of more of them, which may come and go while the node runs; null for none.</summary>
    public string? VantageTokenFile { get; init; }

    /// <summary>Whom the owner of a target can ask about our requests.</summary>
    public string? Contact { get; init; }
}
