namespace Groundswell.Signals.Seeing;

/// <summary>
/// Whether one vantage can see, told from its own results: independent groups do not all fail at once, and what none of them gets through
/// is likely to be closed at this end. Pure; not safe for use by several threads at once.
/// </summary>
internal sealed class VantageSight(VantageId vantage)
{
    private const int MostPrivates = 10_000;

    private readonly Dictionary<SightFacet, FacetVotes> _facets = [];
    private readonly Dictionary<SightFacet, DateTimeOffset> _blind = [];
    private readonly Dictionary<SightFacet, (DateTimeOffset Since, DateTimeOffset Until)> _returned = [];
    private readonly Dictionary<string, Heard> _heard = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _privates = new(StringComparer.Ordinal);
    private readonly AlikeAnswers _alike = new();
    private DateTimeOffset _horizon = DateTimeOffset.MinValue;
    private (DateTimeOffset Since, DateTimeOffset Until) _blindSpan = (DateTimeOffset.MaxValue, DateTimeOffset.MinValue);

    public Sight Sight { get; private set; } = new(vantage, false, []);

    /// <summary>Takes what a run says of this vantage's own sight.</summary>
    /// <returns>The way as it is to be judged: an answer that unrelated targets share is none of theirs.</returns>
    public ProbeWay Take(ProbeWay way)
    {
        way = Place(way);
        if (way is { IsSecured: false, IsInside: false, IsHere: false } && _alike.Take(way) && !HasSecured(way))
        {
            way = way with { FailedAt = ProbeStep.Answer };
        }

        _horizon = way.Ended > _horizon ? way.Ended : _horizon;
        if (way.IsHere)
        {
            return way;
        }

        foreach (var (facet, passed) in way.Votes())
        {
            Votes(facet).Add(way, passed);
        }

        if (!way.IsInside)
        {
            var before = _heard.GetValueOrDefault(way.Group);
            _heard[way.Group] = new Heard(way.Ended, way.FailedAt is null ? way.Ended : before?.Passed);
        }

        return way;
    }

    /// <summary>Whether a failure is the target's own.</summary>
    public FailureStanding Judge(ProbeWay way, DateTimeOffset now)
    {
        way = Place(way);
        if (way.IsHere || (way.IsInside && way.FailedAt > ProbeStep.Connect) || way is { IsInside: true, Failure: FailureClass.ConnectRefused })
        {
            return FailureStanding.Counts; // its own machine, or one in the house, has answered
        }

        var isSettled = _horizon >= way.Ended + SightRules.Settling || now >= way.Ended + SightRules.Patience;
        if (!isSettled)
        {
            return FailureStanding.Waits;
        }

        if (way.Facets().Any(f => f.Step == way.FailedAt && ((_blind.TryGetValue(f.Facet, out var since) && way.Ended >= since) || WasBlind(f.Facet, way))) || WasBlind(way))
        {
            return FailureStanding.Doubtful;
        }

        return !IsAmongFew(way) ? FailureStanding.Doubtful
            : IsShown(way) ? FailureStanding.Counts
            : now < way.Ended + SightRules.Patience && _horizon < way.Ended + SightRules.Patience ? FailureStanding.Waits
            : FailureStanding.Doubtful;
    }

    /// <summary>Looks at all of it and says how well the vantage sees.</summary>
    public Sight Look()
    {
        var recent = _horizon - SightRules.Remembered;
        foreach (var (facet, votes) in _facets)
        {
            votes.Forget(recent);
            if (_blind.ContainsKey(facet))
            {
                if (HasReturned(votes) || votes.Known(recent) == 0)
                {
                    _blind.Remove(facet, out var since);
                    _returned[facet] = (since, _horizon);
                }
            }
            else if (IsClosed(facet, votes, recent) is { } since)
            {
                _blind[facet] = since;
            }
        }

        foreach (var (group, heard) in _heard)
        {
            if (heard.At < recent)
            {
                _heard.Remove(group);
            }
        }

        var missing = Missing();
        var isBlind = missing.Count > 0 && IsBlindSince(missing.Min(m => m.Since));
        if (isBlind)
        {
            // Until there is an end to it, it goes on.
            _blindSpan = (Sight.IsBlind ? _blindSpan.Since : missing.Min(m => m.Since), DateTimeOffset.MaxValue);
        }
        else if (Sight.IsBlind)
        {
            _blindSpan.Until = _horizon;
        }

        Sight = new Sight(vantage, isBlind, missing);
        return Sight;
    }

    // What began before the way was back says nothing, also where it ended after: its target was out of reach at first.
    private bool WasBlind(SightFacet facet, ProbeWay way) => _returned.TryGetValue(facet, out var span) && way.Began <= span.Until && way.Ended >= span.Since;

    private bool WasBlind(ProbeWay way) => !way.IsInside && way.Began <= _blindSpan.Until && way.Ended >= _blindSpan.Since;

    /// <summary>An address in a private network that unrelated names lead to, and at which nothing was ever reached, is rather that of something in between.</summary>
    private ProbeWay Place(ProbeWay way)
    {
        if (!way.IsInside || way.Address is not { } address)
        {
            return way;
        }

        if (!_privates.TryGetValue(address, out var owners))
        {
            if (_privates.Count >= MostPrivates)
            {
                _privates.Clear(); // a resolver that gives each name another is none of the house's
            }

            _privates[address] = owners = [];
        }

        owners.Add(way.Owner);
        return owners.Count >= SightRules.FewGroups && !way.IsKnownThere ? way with { IsInside = false } : way;
    }

    /// <summary>Every facet that is closed and that nothing earlier on the way explains.</summary>
    private List<BlindSpot> Missing()
    {
        var names = _blind.Keys.Any(f => f.Kind == SightFacet.Sort.Names && !f.IsInside);
        var families = _blind.Keys.Where(f => f.Kind == SightFacet.Sort.Family).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from spot in _blind
               let failures = _facets[spot.Key].Failures(spot.Value)
               where failures.Count > 0 && !(spot.Key.Kind == SightFacet.Sort.Door && failures.All(f => f.Family is null || families.Contains(f.Family)))
               where !(names && spot.Key.Kind != SightFacet.Sort.Names && spot.Key.Kind != SightFacet.Sort.Family)
               orderby spot.Key.Kind, spot.Key.Name, spot.Key.IsInside
               select SightWords.Describe(spot.Key, failures, spot.Value),
        ];
    }

    private bool IsBlindSince(DateTimeOffset since)
    {
        var heard = _heard.Values.Count(h => h.At >= since);
        var passed = _heard.Values.Count(h => h.Passed >= since);
        return heard > 0 && passed <= (1 - SightRules.AlmostAll) * heard;
    }

    private DateTimeOffset? IsClosed(SightFacet facet, FacetVotes votes, DateTimeOffset recent)
    {
        var few = facet.Kind == SightFacet.Sort.Answer ? SightRules.FewAnswers : SightRules.FewGroups;
        if (votes.FailingGroups >= few && votes.IsAllFailing(recent))
        {
            return votes.RowBegan;
        }

        if (votes.FailingGroups >= SightRules.RowGroups && votes.Row >= SightRules.RowLength)
        {
            return votes.RowBegan;
        }

        var (failing, all) = votes.Latest(_horizon, SightRules.Glance);
        return all >= SightRules.RowGroups && failing >= SightRules.AlmostAll * all ? _horizon.AddSeconds(-SightRules.Glance) : null;
    }

    private bool HasReturned(FacetVotes votes)
    {
        var (failing, all) = votes.Latest(_horizon, SightRules.Glance);
        var passing = all - failing;
        return passing >= Math.Min(SightRules.GroupsToReturn, votes.Known(_horizon - SightRules.Remembered)) && passing > failing;
    }

    /// <summary>Others failed as well just before or just after, almost all of them: it stood at the edge of something larger.</summary>
    private bool IsAmongFew(ProbeWay way)
    {
        foreach (var (_, facet) in way.Facets().Where(f => f.Step == way.FailedAt))
        {
            if (!_facets.TryGetValue(facet, out var votes))
            {
                continue;
            }

            var few = facet.Kind == SightFacet.Sort.Answer ? SightRules.FewAnswers : SightRules.FewGroups;
            (double Failing, int All)[] sides =
            [
                votes.Nearest(way.Began, -SightRules.Neighbourhood, SightRules.Neighbours, way.Group),
                votes.Nearest(way.Began, SightRules.Neighbourhood, SightRules.Neighbours, way.Group),
            ];
            if (Array.Exists(sides, s => s.All >= few && s.Failing >= SightRules.AlmostAll * s.All))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Somebody else got through at that time by the same means.</summary>
    private bool IsShown(ProbeWay way)
    {
        if (way.FailedAt == ProbeStep.Answer && (way.IsSecured || way.IsInside))
        {
            return true; // nobody on the way could have said it
        }

        // By what is nearest to what failed. A means that only this target uses can show nothing: then by the one before.
        foreach (var facet in Witnesses(way))
        {
            if (_facets.TryGetValue(facet, out var votes) && votes.Known(_horizon - SightRules.Remembered, way.Group) > 0)
            {
                return votes.Passes(way.Began, way.Ended + SightRules.Patience, way.Group);
            }

            if (facet is { Kind: SightFacet.Sort.Family, Name: "IPv6" } && votes?.LastPass is null)
            {
                return false; // never yet seen from here
            }
        }

        // Nothing else is looked at from here, so nothing can be compared.
        return _heard.Keys.All(g => g == way.Group);
    }

    private static IEnumerable<SightFacet> Witnesses(ProbeWay way)
    {
        if (way.FailedAt == ProbeStep.Answer)
        {
            yield return new SightFacet(SightFacet.Sort.Secure, "", false);
        }

        foreach (var (step, facet) in way.Facets().Reverse())
        {
            if (step <= way.FailedAt && facet.Kind != SightFacet.Sort.Door)
            {
                yield return facet;
            }
        }

        if (way.FailedAt == ProbeStep.Connect && way.Family is null or "IPv4")
        {
            yield return new SightFacet(SightFacet.Sort.Family, "IPv4", false);
        }

        if (way.IsInside || way.FailedAt == ProbeStep.Names)
        {
            yield return new SightFacet(SightFacet.Sort.Names, "", false);
            yield return new SightFacet(SightFacet.Sort.Names, "", true);
        }
    }

    private bool HasSecured(ProbeWay way) =>
        _facets.TryGetValue(new SightFacet(SightFacet.Sort.Secure, "", false), out var votes) && votes.LastPass >= way.Ended - SightRules.Patience - SightRules.Patience;

    private FacetVotes Votes(SightFacet facet)
    {
        if (!_facets.TryGetValue(facet, out var votes))
        {
            _facets[facet] = votes = new FacetVotes();
        }

        return votes;
    }

    private sealed record Heard(DateTimeOffset At, DateTimeOffset? Passed);
}
