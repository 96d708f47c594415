namespace Groundswell.Sensing.Discovery.Observing;

/// <summary>Asks the DNS what discovery wants to know. Names are in lower case, without a dot at their end.</summary>
public interface INameLookup
{
    /// <summary>CNAMEs and addresses. Null if nobody answered; without addresses if the name has none.</summary>
    Task<HostObservation?> FindHostAsync(string host, CancellationToken cancellationToken);

    /// <summary>Hosts of the NS records. Null if nobody answered.</summary>
    Task<IReadOnlyList<string>?> FindNameServersAsync(string domain, CancellationToken cancellationToken);

    /// <summary>SOA of the name itself; null if nobody answered or it is no zone's top.</summary>
    Task<ZoneOwner?> FindZoneAsync(string name, CancellationToken cancellationToken);

    /// <summary>Hosts of the MX records, the preferred first. Null if nobody answered.</summary>
    Task<IReadOnlyList<string>?> FindMailServersAsync(string domain, CancellationToken cancellationToken);
}
