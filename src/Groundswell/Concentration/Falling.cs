namespace Groundswell.Concentration;

/// <summary>A component or service that may fall when something is switched off.</summary>
public sealed record Falling
{
    /// <summary>Id of the component or service.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Share of samples in which it fell, 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>Steps from what was switched off until it fell, in the mean of those samples; 1 or more.</summary>
    public required double MeanStep { get; init; }

    /// <summary>It falls by hard needs alone, which is worked out exactly and not sampled.</summary>
    public required bool IsHard { get; init; }

    /// <summary>Ids of what most likely takes it down: one component, or the members of a group.</summary>
    public required IReadOnlyList<string> Through { get; init; }

    public int Wave => WaveOf(MeanStep);

    internal static int WaveOf(double meanStep) => (int)Math.Round(meanStep, MidpointRounding.AwayFromZero);
}
