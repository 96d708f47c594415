namespace Groundswell.Attribution;

/// <summary>Why a cause is named: what each family of evidence is worth, and the figures behind it. Made on request; it owns its memory.</summary>
public sealed record CauseExplanation
{
    /// <summary>What is named, and how finely.</summary>
    public required CauseName Name { get; init; }

    /// <summary>What it is called in words: component, region or provider.</summary>
    public required string Subject { get; init; }

    /// <summary>Causes named with it, where several are at work.</summary>
    public required IReadOnlyList<string> With { get; init; }

    /// <summary>Largest for the cause first; all but the last may speak for it.</summary>
    public required IReadOnlyList<Contribution> Contributions { get; init; }

    /// <summary>Services known to depend on the component, directly or through what it broke, that are watched.</summary>
    public required int Dependants { get; init; }

    /// <summary>Those among them that are more likely down than not.</summary>
    public required int DependantsDown { get; init; }

    /// <summary>Share of all other watched services that are more likely down than not.</summary>
    public required double DownElsewhere { get; init; }

    /// <summary>Probes of the component that were well.</summary>
    public required int ProbesWell { get; init; }

    /// <summary>Probes of the component that failed.</summary>
    public required int ProbesFailing { get; init; }

    /// <summary>How most of them failed; of no meaning where none did.</summary>
    public required FailureMode Mode { get; init; }

    /// <summary>Minutes since its supplier posted a notice, or null.</summary>
    public required double? NoticeMinutesAgo { get; init; }

    /// <summary>The supplier's notices are read, so that their absence tells something.</summary>
    public required bool HasFeed { get; init; }

    /// <summary>Minutes since it failed, most likely.</summary>
    public required int MinutesAgo { get; init; }

    /// <summary>The next best cause, or null.</summary>
    public required string? Rival { get; init; }

    public required double RivalProbability { get; init; }
}
