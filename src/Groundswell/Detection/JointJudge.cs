using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Detection;

/// <summary>
/// Judges all services together, after each was judged by itself: whose reports are another's that fails (<see cref="StrayReports"/>), and whose
/// are no more than a part of what brings more people to all alike (<see cref="SurgeWatch"/>). It only ever takes away from what was held of a
/// service by itself, and so opens no incident that would not have been opened. For one owner, tick by tick: it remembers who was a victim, and
/// who part of a surge.
/// </summary>
/// <param name="catalogue">Tells categories and needs.</param>
public sealed class JointJudge(ServiceCatalogue catalogue)
{
    private const double LeftOver = 1.15; // times the usual, with the drift that it has by now

    private readonly StrayReports _strays = new(catalogue, new NeedsClosure(catalogue));
    private readonly HashSet<ServiceId> _heldBack = [];
    private readonly SurgeWatch _surges = new(catalogue, new NeedsClosure(catalogue));

    /// <summary>The same assessments in the same order; those that others explain are capped at <see cref="SeriesState.Suspect"/> and say so.</summary>
    /// <param name="assessments">One of each service, with what its probes see.</param>
    /// <param name="now">The time.</param>
    /// <param name="notices">What suppliers say.</param>
    public IReadOnlyList<ServiceAssessment> Judge(IEnumerable<ServiceAssessment> assessments, DateTimeOffset now, IEnumerable<NoticeThread> notices)
    {
        ArgumentNullException.ThrowIfNull(assessments);
        ArgumentNullException.ThrowIfNull(notices);
        ServiceAssessment[] all = [.. assessments];
        var down = all.Where(a => a.State == SeriesState.Down).Select(a => a.Service).ToHashSet();
        _strays.Attribute(all, now);
        _surges.Attribute(all, now, NoticeThread.Troubled(notices));
        HoldBack(all, down);
        return all;
    }

    /// <summary>
    /// What explained it is over, and its own detector is slower to calm down: for what has just been explained, and is no more than the usual
    /// by now, nobody is called down.
    /// </summary>
    private static bool IsLeftOver(ServiceAssessment a) =>
        a is { State: SeriesState.Down, IsExplained: false } && a.Probes?.State != ProbeState.Down && a.RecentReports <= LeftOver * a.RecentExpected;

    private void HoldBack(ServiceAssessment[] all, HashSet<ServiceId> down)
    {
        for (var i = 0; i < all.Length; i++)
        {
            if (_heldBack.Contains(all[i].Service) && IsLeftOver(all[i]))
            {
                all[i] = all[i] with { State = SeriesState.Suspect, IsHeldBack = true };
            }
            else if (all[i] is not { State: SeriesState.Suspect, IsExplained: true })
            {
                _heldBack.Remove(all[i].Service);
            }
            else if (down.Contains(all[i].Service) || _heldBack.Contains(all[i].Service))
            {
                _heldBack.Add(all[i].Service);
                all[i] = all[i] with { IsHeldBack = true };
            }
        }
    }
}
