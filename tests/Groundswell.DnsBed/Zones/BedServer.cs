using System.Net;
using Groundswell.DnsBed.Software;

namespace Groundswell.DnsBed.Zones;

/// <summary>A process that serves DNS at one address.</summary>
/// <param name="Name">Of its files and in errors.</param>
/// <param name="Software">What it runs.</param>
/// <param name="Address">On loopback, its own.</param>
/// <param name="Settings">More lines of its configuration, in its own language, of the server as a whole; <c>{port}</c> stands for the bed's port where Unbound reads them.</param>
public sealed record BedServer(string Name, ServerSoftware Software, IPAddress Address, string Settings = "")
{
    /// <summary>More lines for one zone by its name, in the software's own language.</summary>
    public IDictionary<string, string> ZoneSettings { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public bool Equals(BedServer? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);
}
