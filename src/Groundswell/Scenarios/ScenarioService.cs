using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>A service of a scenario and what is usual for it.</summary>
public sealed record ScenarioService
{
    public required ServiceId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Slug of the category.</summary>
    public required string Category { get; init; }

    /// <summary>Mean of a weekday, at full volume.</summary>
    public required double UsualPerMinute { get; init; }

    public required ScenarioRhythm Rhythm { get; init; }

    /// <summary>Size r of the negative binomial distribution of a minute's count; infinite for Poisson.</summary>
    public required double Dispersion { get; init; }

    public required ScenarioMix<RegionId> Regions { get; init; }

    public required ScenarioMix<SymptomId> Symptoms { get; init; }
}
