namespace Groundswell.Sensing.Discovery.Observing;

/// <summary>What a stranger saw of a domain. Nothing is concluded here.</summary>
public sealed record DomainObservation
{
    /// <summary>In lower case.</summary>
    public required string Domain { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The domain itself, and <c>www</c> below it.</summary>
    public IReadOnlyList<HostObservation> Hosts { get; init; } = [];

    public IReadOnlyList<NameServerObservation> NameServers { get; init; } = [];

    /// <summary>SOA of the domain's zone.</summary>
    public ZoneOwner? Zone { get; init; }

    /// <summary>Hosts of the MX records, the preferred first; empty also for a null MX (RFC 7505).</summary>
    public IReadOnlyList<string> MailServers { get; init; } = [];

    public CertificateObservation? Certificate { get; init; }

    public PageObservation? Page { get; init; }

    /// <summary>What could not be seen, and why, as sentences.</summary>
    public IReadOnlyList<string> Unseen { get; init; } = [];
}
