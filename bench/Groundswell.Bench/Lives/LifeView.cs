namespace Groundswell.Bench.Lives;

/// <summary>What probes see of the first cause of a life.</summary>
internal enum LifeView
{
    NoCause,

    /// <summary>They see it fail, at least until they see it well.</summary>
    Seen,

    /// <summary>It is probed, and its probes look at something that works on.</summary>
    Missed,
    NotProbed,
}
