namespace Groundswell.Sensing.Feeds;

/// <summary>What a page may cost at most. Far above any honest one; what is over is unreadable, not cut.</summary>
public static class FeedLimits
{
    /// <summary>Bytes of a body once it is unpacked.</summary>
    public const int Bytes = 8 * 1024 * 1024;

    /// <summary>Nesting of JSON or XML.</summary>
    public const int Depth = 48;

    /// <summary>Elements of one XML document.</summary>
    public const int Elements = 400_000;

    /// <summary>Entries taken from one page.</summary>
    public const int Entries = 20_000;

    /// <summary>Characters of a name or a title that are kept.</summary>
    public const int NameLength = 300;
}
