using Groundswell.Catalogue;

namespace Groundswell.Incidents;

/// <summary>One outage of one service, from its first sign to its end; the fold of its events.</summary>
public sealed partial record Incident
{
    private const double Clear = 3; // reports above the expected: fewer may be anybody's
    private const double Some = 0.5; // less is none

    public required IncidentId Id { get; init; }

    public required ServiceId Service { get; init; }

    public required IncidentState State { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>Estimated start of the first wave.</summary>
    public required DateTimeOffset Onset { get; init; }

    /// <summary>When the node first said so.</summary>
    public required DateTimeOffset DetectedAt { get; init; }

    /// <summary>When the present state began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was resolved for good (so far), or null.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Waves so far, 1 or more; a second wave comes after a recovery.</summary>
    public int Waves { get; init; } = 1;

    /// <summary>Most reports in 15 minutes, and what was expected then.</summary>
    public required IncidentPeak Peak { get; init; }

    /// <summary>Affected now or, once it is over, at its worst; worst first. Empty: everywhere alike.</summary>
    public IReadOnlyList<RegionId> Regions { get; init; } = [];

    /// <summary>What users report, most first.</summary>
    public IReadOnlyList<SymptomId> Symptoms { get; init; } = [];

    /// <summary>All that happened, oldest first; only ever added to.</summary>
    public required IReadOnlyList<IncidentEvent> History { get; init; }

    /// <summary>Estimated start of the latest wave.</summary>
    public DateTimeOffset LatestOnset => Waves == 1 ? Onset : History.OfType<IncidentEvent.WaveBegan>().Last().Onset;

    /// <summary>What its probes saw fail the last time that something was said of it; null where they never did.</summary>
    public ProbesSeen? Probes => History.Select(e => e.Probes).LastOrDefault(p => p is not null);

    /// <summary>What it rests on: reports only where there were clearly more than usual, or a few and nothing else.</summary>
    public IncidentEvidence Evidence
    {
        get
        {
            var expected = double.IsNaN(Peak.Expected) ? 0 : Peak.Expected;
            var excess = Peak.Reports - expected;
            var clear = Math.Max(Clear, 3 * Math.Sqrt(expected)); // what chance brings in the highest of many quarters of an hour is nobody's report
            return (Probes is not null, excess) switch
            {
                (true, _) when excess >= clear => IncidentEvidence.ReportsAndProbes,
                (true, _) => IncidentEvidence.Probes,
                (false, >= Some) => IncidentEvidence.Reports,
                _ => IncidentEvidence.Other,
            };
        }
    }

    public bool IsOpen => State != IncidentState.Resolved;
}
