using System.Collections.Immutable;
using Groundswell.Catalogue;

namespace Groundswell.Incidents.Causes;

/// <summary>A service of an incident with a shared cause.</summary>
/// <param name="First">Where it first fell.</param>
/// <param name="Latest">Where it fell last.</param>
/// <param name="RecoveredAt">When it recovered from that; null while it is down.</param>
/// <param name="Falls">How often it fell: more than twice is flicker, and still one episode.</param>
/// <param name="EarlierWaves">The waves that it fell in before the latest fall.</param>
public sealed record CauseMember(JoinedService First, JoinedService Latest, DateTimeOffset? RecoveredAt, int Falls, ImmutableHashSet<int> EarlierWaves)
{
    public ServiceId Service => First.Service;

    public bool IsDown => RecoveredAt is null;

    public bool FellIn(int wave) => Latest.Wave == wave || EarlierWaves.Contains(wave);
}
