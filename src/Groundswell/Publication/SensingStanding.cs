using Groundswell.Signals;

namespace Groundswell.Publication;

/// <summary>How well a node sees.</summary>
/// <param name="UplinkLostSince">From when on nothing outside can be reached from here, so that nobody is judged by it; null where that is not so.</param>
/// <param name="Reason">Why it is taken to be so, in words; empty where it is not.</param>
/// <param name="Feeds">By provider.</param>
public sealed record SensingStanding(DateTimeOffset? UplinkLostSince, string Reason, IReadOnlyList<FeedStanding> Feeds)
{
    public static SensingStanding Blind { get; } = new(null, "", []);
}
