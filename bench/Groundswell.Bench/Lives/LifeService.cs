using Groundswell.Catalogue;

namespace Groundswell.Bench.Lives;

/// <summary>A service of a made-up world.</summary>
/// <param name="Id">As the catalogue names it.</param>
/// <param name="Information">Nats that its reports are worth by day.</param>
/// <param name="HasReports">False for one that nothing is heard of.</param>
/// <param name="IsNetwork">An internet provider's: its users report others' outages on it.</param>
/// <param name="IsProbed">Its front is probed.</param>
internal sealed record LifeService(ServiceId Id, double Information, bool HasReports, bool IsNetwork, bool IsProbed)
{
    /// <summary>An outage of it would be seen within minutes.</summary>
    public bool IsVisible => IsProbed || (HasReports && Information >= 3);
}
