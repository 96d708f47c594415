using Groundswell.Catalogue;

namespace Groundswell.Incidents.Causes;

/// <summary>What needs components that fail, and is watched well enough that an outage of it would show.</summary>
/// <param name="Services">In order.</param>
/// <param name="Components">In order.</param>
public sealed record CauseBystanders(IReadOnlyList<ServiceId> Services, IReadOnlyList<ComponentId> Components)
{
    public static CauseBystanders None { get; } = new([], []);
}
