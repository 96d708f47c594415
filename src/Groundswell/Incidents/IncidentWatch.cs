using Groundswell.Detection;

namespace Groundswell.Incidents;

/// <summary>
/// What is remembered of a service between ticks that is not worth an event: how long its assessments have said the same, and the
/// highest quarter of an hour since. It is lost at a restart, which only starts the dwell times anew.
/// </summary>
public sealed record IncidentWatch
{
    private IncidentWatch(Stance stance, DateTimeOffset since, DateTimeOffset until, IncidentPeak? highest, Ebb ebb)
    {
        Ebb = ebb;
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

    /// <summary>The service is still called down by the detector, and its reports are going away. A rise ends it, and that they stay.</summary>
    public bool IsEbbing => Ebb.IsOn;

    private Ebb Ebb { get; }

    /// <summary>The watch after one more assessment.</summary>
    /// <param name="before">The watch so far, or null for the first assessment.</param>
    /// <param name="assessment">An assessment of the same service. One of an earlier minute than the last counts as of the last minute.</param>
    public static IncidentWatch Next(IncidentWatch? before, ServiceAssessment assessment)
    {
        var ebb = (before?.Ebb ?? default).Next(assessment);
        var stance = ebb.IsOn ? Stance.Calm : StanceOf(assessment.State);
        var until = before is null || assessment.At > before.Until ? assessment.At : before.Until;
        var since = before?.Stance == stance ? before.Since : until;
        var highest = before?.Highest;
        if (stance is Stance.Down or Stance.Uneasy && (highest is null || assessment.RecentReports > highest.Reports))
        {
            highest = new IncidentPeak(assessment.At, assessment.RecentReports, assessment.RecentExpected);
        }

        return new IncidentWatch(stance, since, until, highest, ebb);
    }

    private static Stance StanceOf(SeriesState state) => state switch
    {
        SeriesState.Normal or SeriesState.Recovering => Stance.Calm,
        SeriesState.Suspect => Stance.Uneasy,
        SeriesState.Down => Stance.Down,
        _ => Stance.Silent,
    };
}
