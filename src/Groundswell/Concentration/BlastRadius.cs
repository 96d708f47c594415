namespace Groundswell.Concentration;

/// <summary>How many services fall with one component or provider.</summary>
public sealed record BlastRadius
{
    /// <summary>As <see cref="WhatIfTarget.Id"/>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Services that fall because they need it themselves, hard.</summary>
    public required int Direct { get; init; }

    /// <summary>Services that fall by hard needs, their own and those of others in between.</summary>
    public required int Falls { get; init; }

    /// <summary>Services that fall or slow down: needs marked degraded count too.</summary>
    public required int Hit { get; init; }

    /// <summary>How many times more fall than see it in their own list of suppliers. NaN where none falls directly.</summary>
    public double Amplification => Direct == 0 ? double.NaN : (double)Falls / Direct;
}
