using System.Net;

namespace Groundswell.DnsBed.Zones;

/// <summary>One name server as a delegation says it.</summary>
/// <param name="Name">Absolute, with the last dot.</param>
/// <param name="Address">Where it is; null says that nobody gives its address.</param>
public sealed record NameServer(string Name, IPAddress? Address);
