namespace Groundswell.Attribution;

/// <summary>What a run found. Belongs to its <see cref="CauseFinder"/>, which overwrites it in the next run.</summary>
public sealed class AttributionResult
{
    /// <summary>Causes that are ranked at most.</summary>
    public const int MostRanked = 16;

    private readonly RankedCause[] _ranked = new RankedCause[MostRanked];
    private readonly ComponentOutage[] _down = new ComponentOutage[Hypothesis.MostOn];
    private readonly ExplainedService[] _explained;
    private int _rankedCount;
    private int _downCount;
    private int _explainedCount;

    internal AttributionResult(int services) => _explained = new ExplainedService[services];

    /// <summary>Likeliest first.</summary>
    public ReadOnlySpan<RankedCause> Ranked => _ranked.AsSpan(0, _rankedCount);

    /// <summary>Probability that nothing shared is behind what is seen.</summary>
    public double None { get; internal set; }

    /// <summary>Components that are down in the best explanation, the causes among them. Empty where nothing shared explains more.</summary>
    public ReadOnlySpan<ComponentOutage> Down => _down.AsSpan(0, _downCount);

    /// <summary>Services whose outage the best explanation accounts for, in the order of their index.</summary>
    public ReadOnlySpan<ExplainedService> Explained => _explained.AsSpan(0, _explainedCount);

    internal void Clear() => (_rankedCount, _downCount, _explainedCount, None) = (0, 0, 0, 1);

    internal void Rank(RankedCause cause)
    {
        if (_rankedCount == MostRanked && _ranked[MostRanked - 1].Raw >= cause.Raw)
        {
            return;
        }

        var at = _rankedCount < MostRanked ? _rankedCount++ : MostRanked - 1;
        for (; at > 0 && (_ranked[at - 1].Raw < cause.Raw || (_ranked[at - 1].Raw == cause.Raw && _ranked[at - 1].Component > cause.Component)); at--)
        {
            _ranked[at] = _ranked[at - 1];
        }

        _ranked[at] = cause;
    }

    internal void AddDown(ComponentOutage outage) => _down[_downCount++] = outage;

    internal void AddExplained(ExplainedService service) => _explained[_explainedCount++] = service;
}
