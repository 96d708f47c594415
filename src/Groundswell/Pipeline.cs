using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Learning;
using Groundswell.Publication;
using Groundswell.Signals;

namespace Groundswell;

/// <summary>
/// The way from signal to page, in order:
/// <list type="number">
/// <item>A report is read and checked, and its reporter becomes a keyed hash (<see cref="Signals"/>).</item>
/// <item>The journal stores it (<see cref="Storage.IJournal"/>); only then is it acknowledged. A repeat gets weight 0.</item>
/// <item>The shard that owns its service counts it in one-minute bins (<see cref="Shard.TryApply"/>, <see cref="Counting"/>).</item>
/// <item>Each tick closes the minutes that are over and judges every service against its baseline (<see cref="Shard.Tick"/>, <see cref="Detection"/>).</item>
/// <item><see cref="JoinProbes"/>: what probes see is weighed beside the reports (<see cref="ProbeBoard"/>, <see cref="ProbeEvidence"/>).</item>
/// <item><see cref="JudgeTogether"/>: stray reports of another's outage and surges that many share are told apart (<see cref="JointJudge"/>).</item>
/// <item><see cref="NoteRepairs"/>: where what took a service down works again, its reports need not be at the usual yet for it to recover.</item>
/// <item><see cref="IncidentBook.Assess"/>: incidents open, change and end; each event is stored before it is shown (<see cref="Incidents"/>).</item>
/// <item><see cref="CauseSearch.Search"/>: what shared component explains them (<see cref="Attribution"/>), and <see cref="Incidents.Causes.CauseBook.Assess"/>: one incident per cause.</item>
/// <item><see cref="AlarmLessons.Learn"/>: what is known of an incident when it is over tells its detector whether it was a mistake (<see cref="ServiceDetector.Reconsider"/>).</item>
/// <item><see cref="EdgeLessons.Learn"/> and <see cref="DependencyHints"/>: what ended incidents teach goes into the next search, or to a person (<see cref="Learning"/>).</item>
/// <item><see cref="Publisher.Publish"/>: one immutable snapshot, which pages, API and live updates read (<see cref="Publication"/>).</item>
/// </list>
/// Every step takes data and a time and returns data; what drives them with clock, disk and network lies outside of the engine.
/// </summary>
public static class Pipeline
{
    /// <summary>Judges all services together: stray reports of another's outage, and surges that many share, are told apart from outages.</summary>
    /// <param name="judge">Remembers what it held at the tick before.</param>
    /// <param name="figures">All services at one tick, with what their probes see.</param>
    /// <param name="notices">What suppliers say.</param>
    /// <param name="now">The time.</param>
    /// <returns>The same services by id.</returns>
    public static IReadOnlyDictionary<ServiceId, ServiceFigures> JudgeTogether(
        JointJudge judge, IReadOnlyDictionary<ServiceId, ServiceFigures> figures, IEnumerable<NoticeThread> notices, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(figures);
        var judged = new Dictionary<ServiceId, ServiceFigures>(figures);
        foreach (var assessment in judge.Judge(figures.Values.Select(f => f.Assessment).OrderBy(a => a.Service), now, notices))
        {
            judged[assessment.Service] = judged[assessment.Service] with { Assessment = assessment };
        }

        return judged;
    }

    /// <summary>Notes of services that what took them down has been seen working again for a few minutes.</summary>
    /// <param name="figures">All services at one tick.</param>
    /// <param name="causes">Incidents with a shared cause, as of the tick before.</param>
    /// <param name="services">Incidents of single services, as of the tick before.</param>
    /// <param name="needs">Everything that a service needs, directly or by way of others.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyDictionary<ServiceId, ServiceFigures> NoteRepairs(
        IReadOnlyDictionary<ServiceId, ServiceFigures> figures, Incidents.Causes.CauseBook causes, IncidentBook services, Func<ServiceId, IReadOnlySet<ComponentId>> needs, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(figures);
        var heard = figures.Values.Select(f => f.Assessment);
        var assessments = Incidents.Causes.CauseAftermath.NoteRepairs(heard, causes, services, needs, now);
        if (ReferenceEquals(assessments, heard))
        {
            return figures;
        }

        var noted = new Dictionary<ServiceId, ServiceFigures>(figures);
        foreach (var assessment in assessments.Where(a => a.WorksAgain))
        {
            noted[assessment.Service] = noted[assessment.Service] with { Assessment = assessment };
        }

        return noted;
    }

    /// <summary>Adds what the services' own probes see.</summary>
    public static IReadOnlyDictionary<ServiceId, ServiceFigures> JoinProbes(IReadOnlyDictionary<ServiceId, ServiceFigures> figures, ProbeBoard probes, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(probes);
        var joined = new Dictionary<ServiceId, ServiceFigures>(figures);
        foreach (var service in probes.Targets.Select(t => t.Service).OfType<ServiceId>())
        {
            if (joined.TryGetValue(service, out var reported))
            {
                joined[service] = reported with { Assessment = ProbeEvidence.Join(reported.Assessment, probes.Judge(new ProbeTarget(service), now)) };
            }
        }

        return joined;
    }
}
