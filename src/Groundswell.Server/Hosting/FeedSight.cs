using Groundswell.Signals;
using Groundswell.Signals.Seeing;

namespace Groundswell.Server.Hosting;

/// <summary>How well a node sees that only reads pages.</summary>
internal static class FeedSight
{
    private const int Few = 3;

    /// <returns>Null where something can be read, or too little is asked for to tell.</returns>
    public static Sight? Of(IReadOnlyList<FeedStanding> feeds)
    {
        if (feeds.Select(f => f.Provider).Distinct().Count() < Few || feeds.Any(f => f.Failure is null))
        {
            return null;
        }

        var reason = feeds.GroupBy(f => f.Failure, StringComparer.Ordinal).OrderByDescending(g => g.Count()).First().Key;
        var since = feeds.Max(f => f.ReadAt) ?? feeds.Max(f => f.CurrentUntil) ?? DateTimeOffset.UnixEpoch;
        return new Sight(VantageId.Node, true, [new BlindSpot("pages", $"none of {feeds.Count} suppliers' pages can be read ({reason})", since)]);
    }
}
