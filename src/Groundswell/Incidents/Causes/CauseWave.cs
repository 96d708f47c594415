using Groundswell.Catalogue;

namespace Groundswell.Incidents.Causes;

/// <summary>A group of failures of one incident that began together.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Onset">When its first service began to fail.</param>
/// <param name="Component">What took its services down; null where that is not known.</param>
/// <param name="TriggeredBy">What took that component down; null where it failed of itself.</param>
/// <param name="OnItsOwn">What triggered it had recovered.</param>
/// <param name="Last">The latest onset that followed the one before within <see cref="Together"/>.</param>
public sealed record CauseWave(int Number, DateTimeOffset Onset, ComponentId? Component, ComponentId? TriggeredBy, bool OnItsOwn, DateTimeOffset Last)
{
    /// <summary>Failures with no more than this between them belong to one wave; after a longer gap another may begin.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromMinutes(10);
}
