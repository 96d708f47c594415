namespace Groundswell.Detection;

/// <summary>
/// Services that may rise together, looked at as one: is it a surge that all of them share, an outage that some of them share, or each by
/// itself? For each service the answer is drawn from the others, so that none vouches for itself. Work is proportional to the members.
/// </summary>
/// <param name="members">Some, each once.</param>
/// <param name="sharedOutage">ln of how much likelier a shared outage of the group is than a surge of it, beforehand.</param>
internal sealed class SurgeGroup(IReadOnlyList<SurgeMember> members, double sharedOutage)
{
    private readonly SurgeView?[] _views = new SurgeView?[RecentCounts.Minutes.Length];
    private readonly Dictionary<int, int> _places = members.Select((m, place) => KeyValuePair.Create(m.Index, place)).ToDictionary();

    /// <summary>
    /// How much the services other than this one speak for a surge, in nats: against each by itself, and against an outage that they share;
    /// the lesser of the two, in the window where it is the largest.
    /// </summary>
    /// <param name="service">Which one is left out; below 0 for none.</param>
    /// <param name="windows">How many of the windows, the shortest first.</param>
    public (double Nats, int Window) Evidence(int service, int windows)
    {
        var best = (Nats: double.NegativeInfinity, Window: 0);
        for (var w = 0; w < windows; w++)
        {
            var (place, view) = (PlaceOf(service), At(w));
            var surge = view.Surge(place);
            var nats = Math.Min(surge, surge - view.Shared(place) - sharedOutage);
            best = nats > best.Nats ? (nats, w) : best;
        }

        return best;
    }

    /// <summary>ln of the odds that a service fails, by its own counts in a window and by what the others show.</summary>
    /// <param name="service">Which one.</param>
    /// <param name="window">Index into <see cref="RecentCounts.Minutes"/>.</param>
    /// <param name="own">ln of the odds beforehand that it fails by itself.</param>
    /// <param name="longest">The window that tells best how far apart the services of the surge are.</param>
    public double OddsFailing(int service, int window, double own, int longest)
    {
        if (PlaceOf(service) is not (>= 0 and var place))
        {
            return double.PositiveInfinity;
        }

        Span<double> spreads = stackalloc double[longest > window ? SurgeLaw.SpreadCount : 0];
        if (spreads.Length > 0)
        {
            At(longest).Spreads(place, spreads);
        }

        return At(window).OddsFailing(place, members[place].Sign, own, sharedOutage, spreads);
    }

    /// <summary>The factor of the surge that a window speaks for.</summary>
    public double Factor(int window) => At(window).Factor();

    private int PlaceOf(int service) => _places.TryGetValue(service, out var place) ? place : -1;

    private SurgeView At(int window) => _views[window] ??= new SurgeView(members, window);
}
