using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Signals;

namespace Groundswell.Publication;

/// <summary>One service as the home page and the list API show it.</summary>
public sealed record ServiceSummary
{
    public required ServiceId Id { get; init; }

    public required string Name { get; init; }

    public required string Category { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>One sentence in plain words: what, how much against the usual, since when.</summary>
    public required string Sentence { get; init; }

    /// <summary>End of the latest minute that this rests on.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Reports in the last 15 minutes.</summary>
    public required double RecentReports { get; init; }

    /// <summary>Reports expected in the last 15 minutes.</summary>
    public required double RecentExpected { get; init; }

    /// <summary>How much of what is held for usual the service has shown itself, 0 to 1; the rest is borrowed from its category or guessed.</summary>
    public double Known { get; init; }

    /// <summary>Since when it has been quieter than possible, so that nothing is known of it; null where that is not so.</summary>
    public DateTimeOffset? QuietSince { get; init; }

    /// <summary>How much of what was promised of false alarms is kept for it.</summary>
    public Detection.FalseAlarms FalseAlarms { get; init; }

    /// <summary>The last 24 hours in half hours, oldest first: 48 counts.</summary>
    public required IReadOnlyList<int> Sparkline { get; init; }

    /// <summary>What was expected in the same half hours; NaN where nothing is known.</summary>
    public required IReadOnlyList<float> SparklineExpected { get; init; }

    /// <summary>What its own probes see; null where it has none.</summary>
    public ProbeVerdict? Probes { get; init; }

    /// <summary>The open incident with a shared cause that it is down in, or null.</summary>
    public IncidentId? CauseIncident { get; init; }

    /// <summary>What caused it; null where no shared cause explains it.</summary>
    public CauseName? Cause { get; init; }

    /// <summary>The open incident, or null.</summary>
    public IncidentId? Incident { get; init; }

    /// <summary>What the open incident rests on; <see cref="IncidentEvidence.Reports"/> where there is none.</summary>
    public IncidentEvidence Evidence { get; init; }

    /// <summary>When the open incident began, the last time if it came back; or null.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What it cannot do without and fails; null where nothing does.</summary>
    public Risk? Risk { get; init; }

    /// <summary>What its own supplier's status page says of it; null where that says nothing is wrong, or is not read.</summary>
    public SupplierWord? SupplierWord { get; init; }
}
