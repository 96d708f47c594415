using System.Net;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Judging;

/// <summary>One thing that was found.</summary>
public sealed record Finding
{
    public required DiagnosisClass Class { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>The zone it is about; null for a resolver.</summary>
    public DomainName? Zone { get; init; }

    /// <summary>The server it is about; null if it is about the whole zone.</summary>
    public DomainName? Server { get; init; }

    public IPAddress? Address { get; init; }

    /// <summary>A sentence in plain words.</summary>
    public required string Text { get; init; }

    /// <summary>How far down the way it was found: the zone's place from the root, counted over all names on the way.</summary>
    internal int Place { get; init; }

    /// <summary>Within one zone: what explains others comes first.</summary>
    internal Rank Rank { get; init; }
}
