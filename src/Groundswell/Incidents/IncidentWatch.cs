using Groundswell.Detection;

namespace Groundswell.Incidents;

/// <summary>
/// What is remembered of a service between ticks that is not worth an event: how long its assessments have said the same, and the
/// highest quarter of an hour since. It is lost at a restart, which only starts the dwell times anew.
/// </summary>
public sealed record IncidentWatch
{
    /// <summary>Reports that are down to this part of their crest, while all else says that the service works, are those of an outage that is over.</summary>
    private const double Ebbed = 0.5;

    /// <summary>More than this above their lowest since, they rise again.</summary>
    private const double Rising = 1.3;

    private IncidentWatch(Stance stance, DateTimeOffset since, DateTimeOffset until, IncidentPeak? highest, double crest, double trough, bool isEbbing)
    {
        (Crest, Trough, IsEbbing) = (crest, trough, isEbbing);
        Stance = stance;
        Since = since;
        Until = until;
        Highest = highest;
    }

    public Stance Stance { get; }

    /// <summary>The judged minute from which on the stance has held without a break.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>The latest judged minute.</summary>
    public DateTimeOffset Until { get; }

    /// <summary>How long the stance has held, in judged minutes; 0 for the first.</summary>
    public TimeSpan Held => Until - Since;

    /// <summary>Most reports in 15 minutes while it was suspect or down; null where it was not.</summary>
    public IncidentPeak? Highest { get; }

    /// <summary>Most reports in 15 minutes since they began to rise the last time.</summary>
    private double Crest { get; }

    /// <summary>Fewest since <see cref="Crest"/>.</summary>
    private double Trough { get; }

    /// <summary>
    /// The service is seen to work again and its reports fall: the detector calls it down until they are at the usual, which takes long
    /// after a large outage. A rise ends it.
    /// </summary>
    public bool IsEbbing { get; }

    /// <summary>The watch after one more assessment.</summary>
    /// <param name="before">The watch so far, or null for the first assessment.</param>
    /// <param name="assessment">An assessment of the same service. One of an earlier minute than the last counts as of the last minute.</param>
    public static IncidentWatch Next(IncidentWatch? before, ServiceAssessment assessment)
    {
        var reports = assessment.RecentReports;
        var trough = before is null ? reports : Math.Min(before.Trough, reports);
        var crest = Math.Max(before?.Crest ?? 0, reports);
        var isEbbing = assessment is { State: SeriesState.Down, WorksAgain: true, Probes: not { State: Signals.ProbeState.Down } } && reports <= Ebbed * crest && reports <= (Rising * trough) + (2 * Math.Sqrt(trough)) + 2;
        if (reports >= crest || (before is { IsEbbing: true } && !isEbbing && assessment.State == SeriesState.Down))
        {
            (crest, trough) = (reports, reports);
        }

        var stance = isEbbing ? Stance.Calm : StanceOf(assessment.State);
        var until = before is null || assessment.At > before.Until ? assessment.At : before.Until;
        var since = before?.Stance == stance ? before.Since : until;
        var highest = before?.Highest;
        if (stance is Stance.Down or Stance.Uneasy && (highest is null || assessment.RecentReports > highest.Reports))
        {
            highest = new IncidentPeak(assessment.At, assessment.RecentReports, assessment.RecentExpected);
        }

        return new IncidentWatch(stance, since, until, highest, crest, trough, isEbbing);
    }

    private static Stance StanceOf(SeriesState state) => state switch
    {
        SeriesState.Normal or SeriesState.Recovering => Stance.Calm,
        SeriesState.Suspect => Stance.Uneasy,
        SeriesState.Down => Stance.Down,
        _ => Stance.Silent,
    };
}
