using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>A few reporters who send again and again. They are not scaled: one spammer is one spammer at any volume.</summary>
public sealed record ScenarioSpam
{
    public required ServiceId Service { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>How many people send.</summary>
    public required int Reporters { get; init; }

    /// <summary>What they send together.</summary>
    public required double PerMinute { get; init; }

    public required ScenarioMix<RegionId> Regions { get; init; }

    public required ScenarioMix<SymptomId> Symptoms { get; init; }
}
