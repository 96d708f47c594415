using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Detection;

/// <summary>What the detector says of one service: of its total, and of the regions and symptoms that carry an excess.</summary>
public sealed record ServiceAssessment
{
    public required ServiceId Service { get; init; }

    /// <summary>The end of the latest judged minute.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The worst of the total and of any region, with the price for looking paid.</summary>
    public required SeriesState State { get; init; }

    /// <summary>The service's total, in one-minute bins.</summary>
    public required Assessment Total { get; init; }

    /// <summary>Start of the present excess, or null where there is none.</summary>
    public DateTimeOffset? Onset { get; init; }

    /// <summary>With <see cref="OnsetLatest"/>, the minutes between which it began with a probability of 80 %; null where there is none.</summary>
    public DateTimeOffset? OnsetEarliest { get; init; }

    public DateTimeOffset? OnsetLatest { get; init; }

    /// <summary>
    /// Since when it has been quieter than possible: fewer reports than rhythm and chance explain, so that they do not reach this node, or the service
    /// has moved. The state is unknown then; null where that is not so.
    /// </summary>
    public DateTimeOffset? QuietSince { get; init; }

    /// <summary>An excess that had lasted for days was taken for the usual within the last hour.</summary>
    public bool BecameUsual { get; init; }

    /// <summary>Reports in the last 15 minutes over the affected part.</summary>
    public double RecentReports { get; init; }

    /// <summary>Reports expected in the last 15 minutes over the same part.</summary>
    public double RecentExpected { get; init; }

    /// <summary>Regions whose own series is above its baseline, worst first; empty where the state is not suspect or down.</summary>
    public IReadOnlyList<AffectedRegion> Regions { get; init; } = [];

    /// <summary>Symptoms that carry the excess, largest share first; empty where the state is not suspect or down.</summary>
    public IReadOnlyList<AffectedSymptom> Symptoms { get; init; } = [];

    /// <summary>What the service's own probes see, from each vantage; null where it has none.</summary>
    public ProbeVerdict? Probes { get; init; }

    /// <summary>What <see cref="Probes"/> are worth; null where no vantage has a fresh view.</summary>
    public EvidenceWeight? ProbeWeight { get; init; }

    /// <summary>Its own probes, or those of what took it down, have seen it working again for some minutes. Users report on for a while.</summary>
    public bool WorksAgain { get; init; }

    /// <summary>What the notices of the service's own supplier pages, or their silence, are worth; null where none is read.</summary>
    public EvidenceWeight? NoticeWeight { get; init; }

    /// <summary>The failing service whose users' stray reports explain this excess, or null; see <see cref="JointJudge"/>.</summary>
    public ServiceId? StrayFrom { get; init; }

    /// <summary>The surge that explains this excess, or null; see <see cref="JointJudge"/>.</summary>
    public Surge? Surge { get; init; }

    /// <summary>More reports than usual, but not because of the service itself: they are no evidence that it is down.</summary>
    public bool IsExplained => StrayFrom is not null || Surge is not null;

    /// <summary>It is explained, or was until a moment ago, and would be down by itself, or was so when that began: of what is only suspect nothing is said.</summary>
    public bool IsHeldBack { get; init; }

    /// <summary>Explained for so long, and so surely, that an incident that was opened on it before is not upheld.</summary>
    public bool IsSettled { get; init; }

    /// <summary>How much of what was promised of false alarms is kept for this service.</summary>
    public FalseAlarms FalseAlarms { get; init; }

    /// <summary>The total's latest counts; empty where nothing is known.</summary>
    public RecentCounts Counts { get; init; }

    /// <summary>Latest counts of the countries that are heard often, and of those in which something is afoot.</summary>
    public IReadOnlyList<PlaceCounts> Places { get; init; } = [];

    /// <summary>How far what is reported differs from what is usually reported, in nats; 0 where the state is not suspect or down.</summary>
    public double MixShift { get; init; }
}
