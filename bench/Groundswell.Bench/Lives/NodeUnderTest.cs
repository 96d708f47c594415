using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Signals;

namespace Groundswell.Bench.Lives;

/// <summary>
/// The engine from assessments to published causes as a node drives it, tick by tick, without disk, network and counting. All that lives
/// know of the engine's inside is here.
/// </summary>
internal sealed class NodeUnderTest(ServiceCatalogue catalogue)
{
    private readonly CauseSearch _search = new(catalogue, CauseOptions.Default);
    private readonly ProbeBoard _probes = new();
    private IncidentBook _services = IncidentBook.Empty(IncidentOptions.Default);
    private CauseBook _causes = CauseBook.Empty(CauseOptions.Default);

    /// <summary>What the search itself found at the last tick, likeliest first.</summary>
    public IReadOnlyList<CauseFinding> Findings { get; private set; } = [];

    /// <summary>Services with an open incident.</summary>
    public int Down => _services.Open.Count;

    public IReadOnlyList<PublishedCause> Tick(
        DateTimeOffset now, IEnumerable<ServiceAssessment> reports, IEnumerable<ProbeResult> results, IReadOnlyList<NoticeThread> threads, IReadOnlyList<FeedStanding> feeds)
    {
        foreach (var result in results)
        {
            _probes.Apply(result);
        }

        var verdicts = new Dictionary<ProbeTarget, ProbeVerdict?>();
        var assessments = reports.Select(a => ProbeEvidence.Join(a, Judge(new ProbeTarget(a.Service)))).ToList();
        assessments = [.. CauseAftermath.NoteRepairs(assessments, _causes, _services, _search.NeedsOf, now)];
        _services = _services.Assess(now, assessments).Book;
        var notices = NoticeThread.Current(threads, feeds, now);
        Findings = _search.Search(now, assessments, _probes, notices, feeds, _causes, _services);
        _causes = _causes.Assess(
            new CauseCommand
            {
                Now = now,
                Findings = Findings,
                Services = _services,
                Needs = _search.NeedsOf,
                ServiceNeeds = _search.NeedsOf,
                Probes = component => Judge(new ProbeTarget(component)),
                Notices = notices,
            },
            _services.HighestNumber).Book;
        _services = _services.Reserve(_causes.HighestNumber);
        return [.. _causes.Open.Select(i => new PublishedCause(i.Id, i.Cause, i.Probability, i.State, i.Down, i.Repaired is not null))];

        ProbeVerdict? Judge(ProbeTarget target)
        {
            if (!verdicts.TryGetValue(target, out var verdict))
            {
                verdicts[target] = verdict = _probes.Judge(target, now);
            }

            return verdict;
        }
    }
}
