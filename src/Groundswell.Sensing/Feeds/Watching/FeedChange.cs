using Groundswell.Signals;

namespace Groundswell.Sensing.Feeds.Watching;

/// <param name="Kind">What changed.</param>
/// <param name="Notice">As it is now; of what vanished, as it last was, marked as resolved.</param>
public sealed record FeedChange(FeedChangeKind Kind, Notice Notice);
