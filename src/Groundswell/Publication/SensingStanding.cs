using Groundswell.Signals;
using Groundswell.Signals.Seeing;

namespace Groundswell.Publication;

/// <summary>How well a node sees.</summary>
/// <param name="UplinkLostSince">From when on nothing outside can be seen from here, so that nobody is judged by it; null where that is not so.</param>
/// <param name="Reason">Why it is taken to be so, in words; empty where it is not.</param>
/// <param name="Feeds">By provider.</param>
public sealed record SensingStanding(DateTimeOffset? UplinkLostSince, string Reason, IReadOnlyList<FeedStanding> Feeds)
{
    public static SensingStanding Blind { get; } = new(null, "", []);

    /// <summary>Of each vantage that something came from, the node itself included; by name.</summary>
    public IReadOnlyList<Sight> Sights { get; init; } = [];

    /// <summary>Those that miss something, the node itself first.</summary>
    public IEnumerable<Sight> Troubled => Sights.Where(s => s.Missing.Count > 0).OrderBy(s => s.Vantage != VantageId.Node);
}
