namespace Groundswell.Concentration;

/// <summary>What falls when something is switched off.</summary>
public sealed record WhatIfResult
{
    public required WhatIfTarget Target { get; init; }

    public required FailureOdds Odds { get; init; }

    public required int Samples { get; init; }

    public required int Seed { get; init; }

    /// <summary>Services of the catalogue: what shares are taken of.</summary>
    public required int ServicesInAll { get; init; }

    /// <summary>Other components that fell in any sample.</summary>
    public required int ComponentsReached { get; init; }

    /// <summary>Services that fell in any sample.</summary>
    public required int ServicesReached { get; init; }

    /// <summary>Other components, in the order in which they fall; of those of a step, the likeliest first.</summary>
    public required IReadOnlyList<Falling> Components { get; init; }

    /// <summary>Services, in the same order.</summary>
    public required IReadOnlyList<Falling> Services { get; init; }

    /// <summary>Services that fall by hard needs alone, exact.</summary>
    public required int HardServices { get; init; }

    /// <summary>Services that fall, in the mean of the samples.</summary>
    public required double Expected { get; init; }

    /// <summary>In 5 of 100 samples fewer fall.</summary>
    public required int Low { get; init; }

    /// <summary>In 5 of 100 samples more fall.</summary>
    public required int High { get; init; }

    /// <summary>The standard error of a probability of one half: no probability here has a larger one.</summary>
    public double StandardError => 0.5 / Math.Sqrt(Samples);
}
