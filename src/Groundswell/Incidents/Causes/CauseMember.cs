using System.Collections.Immutable;
using Groundswell.Catalogue;

namespace Groundswell.Incidents.Causes;

/// <summary>A service of an incident with a shared cause.</summary>
/// <param name="First">Where it first fell.</param>
/// <param name="Latest">Where it fell last.</param>
/// <param name="RecoveredAt">When it recovered from that; null while it is down.</param>
/// <param name="Falls">How often it fell.</param>
/// <param name="EarlierWaves">The waves that it fell in before the latest fall.</param>
public sealed record CauseMember(JoinedService First, JoinedService Latest, DateTimeOffset? RecoveredAt, int Falls, ImmutableHashSet<int> EarlierWaves)
{
    /// <summary>Down, up and down again within this time is flicker: one episode, and no new outage.</summary>
    public static readonly TimeSpan FlickerWithin = TimeSpan.FromMinutes(60);

    public ServiceId Service => First.Service;

    public bool IsDown => RecoveredAt is null;

    /// <summary>When the episode that <see cref="Latest"/> belongs to began: the latest fall's onset, or an earlier one's where it has flickered since.</summary>
    public DateTimeOffset EpisodeOnset { get; init; } = Latest.Onset;

    /// <summary>How often it came back and failed again within an episode; 0 where it did not flicker.</summary>
    public int Flickers { get; init; }

    public bool FellIn(int wave) => Latest.Wave == wave || EarlierWaves.Contains(wave);

    /// <summary>Whether a fall after this one is the same episode still: the third change within <see cref="FlickerWithin"/>.</summary>
    public static bool IsFlicker(DateTimeOffset fell, DateTimeOffset again) => again - fell <= FlickerWithin;

    /// <summary>Whether a fall at that time is the same episode still: it flickers, or it had hardly come back, and that it had was said too early.</summary>
    public bool IsSameEpisode(DateTimeOffset again) => IsFlicker(Latest.Onset, again) || again - RecoveredAt <= CauseWave.Together;

    /// <summary>The same of a fall whose wave is known: another wave that comes at once is another, unless it flickers.</summary>
    public bool IsSameEpisode(JoinedService again) => IsFlicker(Latest.Onset, again.Onset) || (again.Wave == Latest.Wave && IsSameEpisode(again.Onset));

    /// <summary>The same service after it fell again.</summary>
    public CauseMember Fall(JoinedService again) => IsSameEpisode(again)
        ? this with { Latest = again, RecoveredAt = null, Falls = Falls + 1, Flickers = Flickers + 1, EarlierWaves = EarlierWaves.Add(Latest.Wave) }
        : this with { Latest = again, RecoveredAt = null, Falls = Falls + 1, EpisodeOnset = again.Onset, EarlierWaves = EarlierWaves.Add(Latest.Wave) };
}
