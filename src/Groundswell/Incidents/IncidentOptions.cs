namespace Groundswell.Incidents;

/// <summary>
/// How fast incidents open, confirm, end and reopen. The detector has done its own smoothing before: these times only keep what is
/// published from flapping. Dwell times are measured on the judged minutes, so that a detector that stands still confirms and ends nothing.
/// </summary>
public sealed record IncidentOptions
{
    public static IncidentOptions Default { get; } = new();

    /// <summary>A detected incident is confirmed after so long of down without a break. Default 2 minutes; 0 confirms at once.</summary>
    public TimeSpan ConfirmAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Confirmed at once where reports are so many times the expected. Default 10.</summary>
    public double OverwhelmingRatio { get; init; } = 10;

    /// <summary>… and so many reports in 15 minutes are above the expected. Default 100: far beyond what a few people can send by accident.</summary>
    public double OverwhelmingExcess { get; init; } = 100;

    /// <summary>A detected incident that was never confirmed ends, quietly, after so long of normal. Default 5 minutes.</summary>
    public TimeSpan WithdrawAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Recovery begins after so long of normal. Default 2 minutes: the detector itself waits until its window fits the baseline.</summary>
    public TimeSpan RecoverAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>… or after so long of reports that go away fast: a window of minutes has told that already. Default 1 minute.</summary>
    public TimeSpan RecoverEbbingAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A recovering incident ends after so long of normal without a break. Default 20 minutes.</summary>
    public TimeSpan ResolveAfter { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>… one that only probes saw, after so long of good ones. Default 5 minutes.</summary>
    public TimeSpan ResolveProbedAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>… that is, one with never so many reports in 15 minutes above the expected. Default 3.</summary>
    public double ProbedOnlyExcess { get; init; } = 3;

    /// <summary>Down again within this time after the end opens the same incident; later, a new one. Default 6 hours.</summary>
    public TimeSpan ReopenWithin { get; init; } = TimeSpan.FromHours(6);

    /// <summary>At most one change of scope is recorded in this time. Default 10 minutes.</summary>
    public TimeSpan ScopeEvery { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Severity falls at most once in this time; it rises at once. Default 15 minutes.</summary>
    public TimeSpan SeverityHold { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Major from this ratio of reports to expected … Default 5.</summary>
    public double MajorRatio { get; init; } = 5;

    /// <summary>… and this excess in 15 minutes. Default 50.</summary>
    public double MajorExcess { get; init; } = 50;

    /// <summary>Critical from this ratio of reports to expected … Default 20.</summary>
    public double CriticalRatio { get; init; } = 20;

    /// <summary>… and this excess in 15 minutes. Default 1,000.</summary>
    public double CriticalExcess { get; init; } = 1000;

    /// <summary>A severity is kept until ratio or excess is below this part of its threshold. Default 0.5.</summary>
    public double SeverityKeeps { get; init; } = 0.5;
}
