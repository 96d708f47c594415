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

    /// <summary>Days of the calendar with another load.</summary>
    public IReadOnlyList<ScenarioDays> Days { get; init; } = [];

    /// <summary>Size r of the negative binomial distribution of a minute's count; infinite for Poisson.</summary>
    public required double Dispersion { get; init; }

    public required ScenarioMix<RegionId> Regions { get; init; }

    public required ScenarioMix<SymptomId> Symptoms { get; init; }

    /// <summary>Expected reports a minute at a time, at full volume.</summary>
    public double UsualAt(DateTimeOffset time)
    {
        var usual = UsualPerMinute * Rhythm.At(time);
        if (Days.Count > 0)
        {
            var day = DateOnly.FromDateTime(Rhythm.LocalTime(time));
            foreach (var days in Days)
            {
                usual *= days.Holds(day) ? days.Factor : 1;
            }
        }

        return usual;
    }
}
