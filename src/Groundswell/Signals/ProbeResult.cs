namespace Groundswell.Signals;

/// <summary>What one run of a probe saw, its retries included.</summary>
public sealed record ProbeResult
{
    /// <summary>Characters of <see cref="Detail"/> that are kept.</summary>
    public const int DetailLength = 300;

    public required ProbeTarget Target { get; init; }

    /// <summary>Slug of the probe, unique within its target.</summary>
    public required string Probe { get; init; }

    public required VantageId Vantage { get; init; }

    /// <summary>When the run ended, by the vantage's clock as corrected by the node.</summary>
    public required DateTimeOffset At { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>How often the probe runs; its result is worth nothing after a few of these.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    public ProbePhases Phases { get; init; }

    /// <summary>Null where all conditions held.</summary>
    public FailureClass? Failure { get; init; }

    /// <summary>In a few words what was seen, such as <c>503 Service Unavailable</c> or <c>NOERROR with 0 answers, SOA of amazonaws.com</c>; up to <see cref="DetailLength"/> characters of plain text, without secrets.</summary>
    public string Detail { get; init; } = string.Empty;

    /// <summary>The result says nothing of the target: the vantage doubted its own way out at that time, or did not read far enough to judge.</summary>
    public bool IsUnjudged { get; init; }

    /// <summary>The address that was tried last, or null where there was none.</summary>
    public string? Address { get; init; }

    /// <summary>Its target is in a network of the house, or on the vantage's own machine: a vantage that cannot see the internet may still see that. Set by who judges sight.</summary>
    public bool IsInside { get; init; }

    /// <summary>Null where it comes from a vantage that does not note them.</summary>
    public ProbeMarks? Marks { get; init; }
}
