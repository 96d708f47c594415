using Groundswell.Catalogue;

namespace Groundswell.Sensing.Feeds;

/// <summary>What came back when a page was asked for.</summary>
public sealed record FeedPayload
{
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The header, where there is one: a hint, as bodies contradict it.</summary>
    public string? ContentType { get; init; }

    /// <summary>Where it came from in the end, after redirects; null for a file.</summary>
    public Uri? Url { get; init; }

    /// <summary>The kind that the catalogue or the caller states; null: found out from the body.</summary>
    public FeedKind? Kind { get; init; }

    /// <summary>When it was fetched; null for a file, which is read as of the time that it states itself.</summary>
    public DateTimeOffset? At { get; init; }
}
