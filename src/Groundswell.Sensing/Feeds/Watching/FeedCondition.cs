namespace Groundswell.Sensing.Feeds.Watching;

/// <summary>Whether a feed can be relied on. One that cannot be read is not one that says all is well.</summary>
public sealed record FeedCondition
{
    /// <summary>Intervals without a reading after which what was read last says nothing of now.</summary>
    public const int StaleAfterIntervals = 5;

    public static FeedCondition NeverRead { get; } = new() { Failure = "it was not read yet" };

    /// <summary>When it was last read, or confirmed to be unchanged; null if never.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Why it cannot be read now, in words; null where it can.</summary>
    public string? Failure { get; init; }

    /// <summary>Since when it is as it is.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>How long what was read last says something of the present; null where it was never read.</summary>
    public DateTimeOffset? CurrentUntil(TimeSpan interval) => ReadAt + (interval * StaleAfterIntervals);

    public FeedCondition Succeeded(DateTimeOffset now) => new() { ReadAt = now, Since = Failure is null ? Since : now };

    public FeedCondition Failed(string reason, DateTimeOffset now) => new() { ReadAt = ReadAt, Failure = reason, Since = Failure is null || Since is null ? now : Since };
}
