namespace Groundswell.Bench.Load;

/// <summary>What a run of load came to.</summary>
internal sealed record LoadResult
{
    public required long Requests { get; init; }

    public required long Items { get; init; }

    public required long Failures { get; init; }

    /// <summary>What failed last, if anything did.</summary>
    public string? Failure { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required TimeSpan GeneratorTime { get; init; }

    /// <summary>Of one answer, on average.</summary>
    public required double AnswerBytes { get; init; }

    public required double MedianMilliseconds { get; init; }

    public required double NinetyNinthMilliseconds { get; init; }

    public double RequestsPerSecond => Requests / Elapsed.TotalSeconds;

    public double ItemsPerSecond => Items / Elapsed.TotalSeconds;

    public static LoadResult Of(IReadOnlyList<Tally> tallies, TimeSpan elapsed, TimeSpan generatorTime)
    {
        var requests = tallies.Sum(t => t.Requests);
        return new LoadResult
        {
            Requests = requests,
            Items = tallies.Sum(t => t.Items),
            Failures = tallies.Sum(t => t.Failures) + tallies.Count(t => t.Failures == 0 && t.Failure is not null),
            Failure = tallies.Select(t => t.Failure).FirstOrDefault(f => f is not null),
            Elapsed = elapsed,
            GeneratorTime = generatorTime,
            AnswerBytes = requests == 0 ? 0 : (double)tallies.Sum(t => t.Bytes) / requests,
            MedianMilliseconds = Tally.Quantile(tallies, 0.5),
            NinetyNinthMilliseconds = Tally.Quantile(tallies, 0.99),
        };
    }
}
