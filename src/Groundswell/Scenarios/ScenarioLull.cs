using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>A time in which reports do not reach the node though people send them: the intake, or a proxy before it, is broken.</summary>
public sealed record ScenarioLull
{
    public required ServiceId Service { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>The part that arrives all the same, 0 to 1.</summary>
    public required double Left { get; init; }
}
