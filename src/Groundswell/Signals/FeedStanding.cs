namespace Groundswell.Signals;

/// <summary>How the reading of one supplier's page stands.</summary>
/// <param name="Provider">Slug of the provider.</param>
/// <param name="Url">Where the page is.</param>
/// <param name="ReadAt">When it was last read; null where it never was since the node started.</param>
/// <param name="CurrentUntil">How long what was read last says something of the present; null where it was never read.</param>
/// <param name="Failure">Why it cannot be read; null where it can. What cannot be read says nothing, neither good nor bad.</param>
/// <param name="Unmapped">Names on the page that no rule of the catalogue fits.</param>
public sealed record FeedStanding(string Provider, Uri Url, DateTimeOffset? ReadAt, DateTimeOffset? CurrentUntil, string? Failure, IReadOnlyList<string> Unmapped)
{
    /// <summary>What it said last holds still.</summary>
    public bool IsCurrent(DateTimeOffset now) => now <= CurrentUntil;

    /// <summary>It can be read, so that what it does not say tells something too.</summary>
    public bool IsHeard(DateTimeOffset now) => Failure is null && IsCurrent(now);
}
