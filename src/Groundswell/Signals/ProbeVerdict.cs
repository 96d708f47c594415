namespace Groundswell.Signals;

/// <summary>What the probes of one target say together, and which vantage saw what.</summary>
public sealed record ProbeVerdict
{
    public required ProbeTarget Target { get; init; }

    public required ProbeState State { get; init; }

    /// <summary>The class that most vantages which see it fail see; null where none does.</summary>
    public FailureClass? Failure { get; init; }

    /// <summary>Vantages that see it fail.</summary>
    public required int Failing { get; init; }

    /// <summary>Vantages with a fresh view, failing ones included.</summary>
    public required int Known { get; init; }

    /// <summary>Vantages that probe it, silent ones included.</summary>
    public required int Vantages { get; init; }

    /// <summary>How many vantages must agree.</summary>
    public int Quorum => (Vantages / 2) + 1;

    /// <summary>When the first of the vantages that see it fail began to; null where none does.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>One of the vantages that see it fail had seen it well before: <see cref="FailingSince"/> is its beginning, not only when it was first looked at.</summary>
    public bool SawItBegin { get; init; }

    /// <summary>When the last vantage that had seen it fail saw it well again; null where it fails, or never did.</summary>
    public DateTimeOffset? WellSince { get; init; }

    /// <summary>A vantage saw it fail before it lost its sight: whether that has ended is not known.</summary>
    public bool WasDown { get; init; }

    /// <summary>The latest result of any.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>By vantage and probe.</summary>
    public required IReadOnlyList<ProbeSighting> Sightings { get; init; }
}
