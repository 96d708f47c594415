namespace Groundswell.Server.Hosting.Connections;

/// <summary>How many connections are held, and what proxies write before the first request. From the settings under <c>connections</c>.</summary>
public sealed record ConnectionOptions
{
    /// <summary>Connections at once; 0: what the system's limit of open files allows, three quarters of it and 50,000 at most. Default 0.</summary>
    public int Most { get; init; }

    /// <summary>Connections at once of one address (IPv6: of its /64), but of trusted proxies and this machine; 0: a sixteenth of all, 32 at least. Default 0.</summary>
    public int MostOfOne { get; init; }

    /// <summary>Whether trusted proxies begin a connection with the PROXY protocol, version 1 or 2. Default no.</summary>
    public bool HasProxyProtocol { get; init; }
}
