namespace Groundswell.Sensing.Feeds.Fetching;

/// <param name="EntityTag">The ETag as sent, with its quotes.</param>
/// <param name="LastModified">The Last-Modified as sent.</param>
public sealed record FeedValidators(string? EntityTag, string? LastModified)
{
    public static FeedValidators None { get; } = new(null, null);
}
