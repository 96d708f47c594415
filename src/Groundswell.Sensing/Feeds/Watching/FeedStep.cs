namespace Groundswell.Sensing.Feeds.Watching;

/// <param name="Watch">What is known after the reading.</param>
/// <param name="Changes">What the reading changed, in the page's order; what vanished last.</param>
public sealed record FeedStep(FeedWatch Watch, IReadOnlyList<FeedChange> Changes);
