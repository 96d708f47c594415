namespace Groundswell.Attribution;

/// <summary>
/// Who will fail next: the likeliest way from what fails to each dependent, along which weights multiply and lags add, and what is left of
/// that once it has not failed so far. Ways are not added up: they share what they lead through. For one caller at a time.
/// </summary>
internal sealed class Forecast(AttributionGraph graph, AttributionOptions options)
{
    private const double LowerQuantile = 0.1;
    private const double UpperQuantile = 0.9;

    /// <summary>A chance below this is not worth a word.</summary>
    public const double LeastProbability = 0.25;

    private readonly PriorityQueue<Way, double> _queue = new();
    private readonly Dictionary<(bool IsService, int Index), Way> _best = [];

    /// <param name="failing">Each once.</param>
    /// <returns>The soonest first. Those that <paramref name="failing"/> names are left out; whether others fail already the caller knows.</returns>
    public IReadOnlyList<ExpectedFailure> Run(IReadOnlyList<FailingSource> failing)
    {
        _queue.Clear();
        _best.Clear();
        var known = failing.ToDictionary(f => f.Component);
        foreach (var source in failing)
        {
            Follow(source.Component, new Way(false, source.Component, source.Component, Math.Clamp(source.Severity, 0, 1), source.MinutesAgo, 0), known);
        }

        for (var group = 0; group < graph.GroupCount; group++)
        {
            FollowGroup(group, known);
        }

        while (_queue.TryDequeue(out var way, out _))
        {
            if (_best.TryAdd((way.IsService, way.Index), way) && !way.IsService)
            {
                // Its own not having failed yet is held against those behind it too.
                Follow(way.Index, way with { Via = way.Index, Chance = Remaining(way) }, known);
            }
        }

        return
        [
            .. _best.Values.Where(w => Remaining(w) >= LeastProbability).Select(Expect)
                .OrderBy(e => e.Latest).ThenByDescending(e => e.Probability).ThenBy(e => e.IsService).ThenBy(e => e.Index),
        ];
    }

    /// <summary>A group fails when enough of its members have: with the one that made it enough.</summary>
    private void FollowGroup(int group, Dictionary<int, FailingSource> known)
    {
        var members = new List<FailingSource>();
        for (var member = graph.Members.Start[group]; member < graph.Members.Start[group + 1]; member++)
        {
            if (known.TryGetValue(graph.Members.Target[member], out var failing))
            {
                members.Add(failing);
            }
        }

        if (members.Count >= graph.FailsAt[group])
        {
            var last = members.OrderByDescending(m => m.MinutesAgo).ElementAt(graph.FailsAt[group] - 1);
            Follow(graph.ComponentCount + group, new Way(false, last.Component, last.Component, Math.Clamp(members.Min(m => m.Severity), 0, 1), last.MinutesAgo, 0), known);
        }
    }

    private void Follow(int source, Way way, Dictionary<int, FailingSource> known)
    {
        Follow(graph.ToServices, source, way, isService: true, known);
        Follow(graph.ToComponents, source, way, isService: false, known);
    }

    private void Follow(Adjacency edges, int source, Way way, bool isService, Dictionary<int, FailingSource> known)
    {
        for (var edge = edges.Start[source]; edge < edges.Start[source + 1]; edge++)
        {
            var chance = way.Chance * edges.Weight[edge];
            if (chance >= LeastProbability && (isService || !known.ContainsKey(edges.Target[edge])))
            {
                _queue.Enqueue(new Way(isService, edges.Target[edge], way.Via, chance, way.MinutesAgo, way.Lag + LagTables.MedianOf(edges.Lag[edge])), -chance);
            }
        }
    }

    /// <summary>P(it fails from now on | it has not so far).</summary>
    private double Remaining(Way way)
    {
        var already = way.Chance * Already(way);
        return (way.Chance - already) / (1 - already);
    }

    private ExpectedFailure Expect(Way way)
    {
        var already = Already(way);
        return new ExpectedFailure(way.IsService, way.Index, way.Via, Remaining(way), At(way, already, LowerQuantile), At(way, already, UpperQuantile));
    }

    private double At(Way way, double already, double quantile) =>
        Math.Max(0, (Median(way) * Math.Exp(options.LagSpread * Normal.Quantile(already + (quantile * (1 - already))))) - way.MinutesAgo);

    /// <summary>P(it would have been seen to fail by now | it fails).</summary>
    private double Already(Way way) => way.MinutesAgo <= 0 ? 0 : Normal.Cumulative(Math.Log(way.MinutesAgo / Median(way)) / options.LagSpread);

    /// <summary>Users need their time to tell: as long as the quickest of them.</summary>
    private double Median(Way way) => way.Lag + options.ReportingDelay;

    private readonly record struct Way(bool IsService, int Index, int Via, double Chance, double MinutesAgo, double Lag);
}
