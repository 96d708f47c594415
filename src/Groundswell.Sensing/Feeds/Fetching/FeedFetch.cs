namespace Groundswell.Sensing.Feeds.Fetching;

/// <summary>What came of asking for a page.</summary>
public abstract record FeedFetch
{
    private FeedFetch()
    {
    }

    /// <param name="Payload">What came.</param>
    /// <param name="Validators">To ask next time whether it changed.</param>
    public sealed record Arrived(FeedPayload Payload, FeedValidators Validators) : FeedFetch;

    /// <summary>The server says that it is as it was.</summary>
    public sealed record Unchanged : FeedFetch;

    /// <param name="Reason">In words, for the operator.</param>
    /// <param name="IsBusy">The server asked for fewer requests, or cannot answer any: it is left alone for longer each time.</param>
    /// <param name="After">How long the server asked to be left alone.</param>
    public sealed record Failed(string Reason, bool IsBusy = false, TimeSpan? After = null) : FeedFetch;
}
