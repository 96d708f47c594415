using Groundswell.Catalogue;
using Groundswell.Detection;

namespace Groundswell.Incidents.Causes;

/// <summary>What is left of a cause once it works again.</summary>
public static class CauseAftermath
{
    /// <summary>How long after the repair what it had broken may still take a dependant down.</summary>
    private static readonly TimeSpan EffectsReach = TimeSpan.FromMinutes(3);

    /// <summary>What was seen to work again must have done so for this long before a service's recovery is judged by it.</summary>
    private static readonly TimeSpan Trusted = TimeSpan.FromMinutes(3);

    /// <summary>
    /// The assessments, with a note on services that what took them down has been seen working again for a few minutes. One that needs
    /// something else which failed in the same incident and is not known to work again is none of them.
    /// </summary>
    /// <param name="assessments">Of all services, at one tick.</param>
    /// <param name="book">Incidents with a shared cause, as of the tick before.</param>
    /// <param name="services">Those of single services, as of the tick before.</param>
    /// <param name="needs">Everything that a service needs, directly or by way of others.</param>
    /// <param name="now">The time.</param>
    public static IEnumerable<ServiceAssessment> NoteRepairs(
        IEnumerable<ServiceAssessment> assessments, CauseBook book, IncidentBook services, Func<ServiceId, IReadOnlySet<ComponentId>> needs, DateTimeOffset now)
    {
        var lingering = Lingering(book, services, needs, now - Trusted);
        if (lingering.Count == 0)
        {
            return assessments;
        }

        var failing = book.Open.SelectMany(i => i.Components.Values).Where(c => c.RecoveredAt is null).Select(c => c.Failing.Component).ToHashSet();
        return assessments.Select(a => lingering.Contains(a.Service) && !failing.Overlaps(needs(a.Service)) ? a with { WorksAgain = true } : a);
    }

    /// <summary>
    /// Services whose trouble began before what took them down was seen to work again, and has not ended since. They are accounted for:
    /// nothing that fails now is to explain them, and that they are down speaks for nothing else.
    /// </summary>
    /// <param name="book">Open incidents with a shared cause.</param>
    /// <param name="services">Those of single services.</param>
    /// <param name="needs">Everything that a service needs, directly or by way of others.</param>
    /// <param name="repairedBefore">What was repaired later than this does not count yet.</param>
    public static IReadOnlySet<ServiceId> Lingering(CauseBook book, IncidentBook services, Func<ServiceId, IReadOnlySet<ComponentId>> needs, DateTimeOffset repairedBefore)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(needs);
        var lingering = new HashSet<ServiceId>();
        foreach (var incident in book.Open)
        {
            var seen = incident.Components.Values.Where(c => c.Failing.Failure is not null).ToList();
            if (seen.Exists(c => c.RecoveredAt <= repairedBefore))
            {
                lingering.UnionWith(incident.Members.Values.Where(IsLingering).Select(m => m.Service));
            }

            bool IsLingering(CauseMember member)
            {
                if (services.Find(member.Service) is not { IsOpen: true } own)
                {
                    return false;
                }

                var onset = own.LatestOnset;
                var needed = needs(member.Service);
                var took = seen.FindAll(c => needed.Contains(c.Failing.Component) || member.Latest.Via == c.Failing.Component);
                return took.Count > 0 && took.TrueForAll(c => c.RecoveredAt <= repairedBefore) && took.Exists(c => onset <= c.RecoveredAt + EffectsReach);
            }
        }

        return lingering;
    }
}
