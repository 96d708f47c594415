using Groundswell.Attribution;
using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Signals;

namespace Groundswell;

/// <summary>
/// From what is known of services, components and notices to the causes that are sure enough to be named: fills the evidence, runs the
/// attribution, names each cause as deeply as its probability allows, and keeps what is named from flapping. For one owner.
/// </summary>
/// <param name="catalogue">Who needs what.</param>
/// <param name="options">When a cause is named.</param>
/// <param name="knowledge">What incidents have taught of its dependencies; null before any has.</param>
public sealed partial class CauseSearch(ServiceCatalogue catalogue, CauseOptions options, IEdgeKnowledge? knowledge = null)
{
    /// <summary>P(it fails by itself) of what another broke within hours: repair leaves queues and caches that fail on.</summary>
    private const double AftermathPrior = 0.05;

    /// <summary>How many probes one is worth that has seen this very failure: it is known to look at what fails.</summary>
    private const int ProvenProbe = 6;

    /// <summary>What is named stays so until it is less likely than this part of what naming needed.</summary>
    private const double Keeps = 0.5;

    /// <summary>Outages that began within this time may be too young for probes to have run since.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private readonly NeedsClosure _needs = new(catalogue);
    private readonly HashSet<CauseName> _seenOnce = [];
    private readonly HashSet<CauseName> _named = [];
    private CatalogueGraph _graph = CatalogueGraph.From(catalogue, knowledge);
    private AttributionEvidence? _evidence;
    private CauseFinder? _finder;
    private FeedReach? _reach;

    /// <summary>Everything that a component needs, directly or by way of others, itself left out.</summary>
    public IReadOnlySet<ComponentId> NeedsOf(ComponentId component) => _needs.Of(component);

    /// <summary>Everything that a service needs, directly or by way of others; empty for one that the catalogue lacks.</summary>
    public IReadOnlySet<ComponentId> NeedsOf(ServiceId service) => _needs.Of(service);

    /// <summary>From now on incidents have taught this of the dependencies. What is named stays named.</summary>
    public void Relearn(IEdgeKnowledge knowledge) => (_graph, _evidence, _finder, _forecast) = (CatalogueGraph.From(catalogue, knowledge), null, null, null);

    /// <summary>The causes of what is seen now, likeliest first; mostly none.</summary>
    /// <param name="now">The time.</param>
    /// <param name="assessments">Of all services.</param>
    /// <param name="probes">What probes of components and services see.</param>
    /// <param name="notices">What suppliers say and said lately, as far as it holds still.</param>
    /// <param name="feeds">Which of their pages can be read; the silence of others tells nothing.</param>
    /// <param name="book">Incidents so far: what they broke may go on by itself.</param>
    /// <param name="services">The incidents of single services: since when each is down.</param>
    public IReadOnlyList<CauseFinding> Search(
        DateTimeOffset now,
        IEnumerable<ServiceAssessment> assessments,
        ProbeBoard probes,
        IReadOnlyList<NoticeThread> notices,
        IReadOnlyList<FeedStanding> feeds,
        CauseBook book,
        IncidentBook services)
    {
        ArgumentNullException.ThrowIfNull(assessments);
        ArgumentNullException.ThrowIfNull(probes);
        ArgumentNullException.ThrowIfNull(notices);
        ArgumentNullException.ThrowIfNull(feeds);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(services);
        var evidence = _evidence ??= new AttributionEvidence(_graph.Graph);
        var finder = _finder ??= new CauseFinder(_graph.Graph);
        var heard = assessments.ToDictionary(a => a.Service);
        var verdicts = probes.Targets.Select(t => probes.Judge(t, now)).OfType<ProbeVerdict>().ToDictionary(v => v.Target);
        var troubled = NoticeThread.Troubled(notices);
        if (IsQuiet(heard.Values, verdicts.Values, troubled, book))
        {
            _severity = [];
            return Hold([]);
        }

        var lingering = CauseAftermath.Lingering(book, services, _needs.Of, now);
        evidence.Clear();
        FillReports(evidence, now, heard.Values.Where(a => !lingering.Contains(a.Service)));
        FillProbes(evidence, verdicts.Values.Where(v => v.Target.Service is not { } service || !lingering.Contains(service)), book);
        var seenWell = SeenWell(now, heard.Values, verdicts.Values);
        SetWell(evidence, seenWell, book);
        FillNotices(evidence, now, troubled, notices, feeds);
        FillPriors(evidence, now, book);
        var result = finder.Run(evidence);
        _severity = result.Down.ToArray().ToDictionary(d => _graph.Components[d.Component], d => d.Severity);
        return Hold(Name(new CauseFacts(now, catalogue, _graph, _needs, heard, verdicts, troubled, result, lingering, seenWell, IsDown, c => Weigh(finder, evidence, c))));

        bool IsDown(ServiceId service) => services.Find(service) is { State: IncidentState.Detected or IncidentState.Confirmed };
    }

    /// <summary>
    /// Components that all of their probes see working, and saw working since the present outages began. A failure that is still held
    /// back, and a result from before, leave it open.
    /// </summary>
    private static HashSet<ComponentId> SeenWell(DateTimeOffset now, IEnumerable<ServiceAssessment> heard, IEnumerable<ProbeVerdict> verdicts)
    {
        var began = heard.Where(a => a.State == SeriesState.Down && a.Onset > now - Fresh).Select(a => a.Onset!.Value).DefaultIfEmpty(DateTimeOffset.MinValue).Min();
        return
        [
            .. verdicts.Where(v => v is { State: ProbeState.Up, Failing: 0 } && v.Sightings.Where(s => s.State != ProbeState.Unknown).All(s => !s.IsHeldBack && s.At >= began))
                .Select(v => v.Target.Component).OfType<ComponentId>(),
        ];
    }

    /// <summary>
    /// What probes saw fail and see working again is no cause of what is to be explained now: they are known to look at what fails. Of
    /// others, whose probes may look past it, that they are well only speaks against.
    /// </summary>
    private void SetWell(AttributionEvidence evidence, HashSet<ComponentId> seenWell, CauseBook book)
    {
        foreach (var component in book.Open.SelectMany(i => i.Components.Values))
        {
            var id = component.Failing.Component;
            if (component is { Failing.Failure: not null, RecoveredAt: not null } && seenWell.Contains(id) && _graph.IndexOf(id) is >= 0 and var index)
            {
                evidence.SetWell(index);
            }
        }
    }

    private double[]? Weigh(CauseFinder finder, AttributionEvidence evidence, ComponentId component)
    {
        var worth = new double[Enum.GetValues<EvidenceFamily>().Length];
        return _graph.IndexOf(component) is >= 0 and var index && finder.Weigh(evidence, index, worth) ? worth : null;
    }

    private void FillReports(AttributionEvidence evidence, DateTimeOffset now, IEnumerable<ServiceAssessment> assessments)
    {
        foreach (var assessment in assessments)
        {
            // Stray reports are another service's, a surge is everyone's: they say nothing of this one.
            if (assessment.State != SeriesState.Unknown && !assessment.IsExplained && _graph.IndexOf(assessment.Service) is >= 0 and var index)
            {
                evidence.SetReports(
                    index,
                    assessment.Total.LogBayesFactor,
                    assessment.Total.Information,
                    assessment.Onset is { } onset ? (now - onset).TotalMinutes : AttributionEvidence.Unknown);
                if (assessment.State == SeriesState.Down)
                {
                    evidence.SetJudged(index);
                }
            }
        }
    }

    private void FillProbes(AttributionEvidence evidence, IEnumerable<ProbeVerdict> verdicts, CauseBook book)
    {
        var seenToFail = book.Open.SelectMany(i => i.Components.Values).Where(c => c.Failing.Failure is not null).Select(c => c.Failing.Component).ToHashSet();
        foreach (var verdict in verdicts)
        {
            foreach (var sighting in verdict.Sightings)
            {
                if (sighting.State == ProbeState.Unknown)
                {
                    continue;
                }

                var failure = sighting.State == ProbeState.Down ? sighting.Failure : null;
                if (verdict.Target.Component is { } component && _graph.IndexOf(component) is >= 0 and var c)
                {
                    Add(failure, () => evidence.AddComponentProbesWell(c, seenToFail.Contains(component) ? ProvenProbe : 1), mode => evidence.AddComponentProbesFailing(c, mode));
                }
                else if (verdict.Target.Service is { } service && _graph.IndexOf(service) is >= 0 and var s)
                {
                    Add(failure, () => evidence.AddServiceProbesWell(s), mode => evidence.AddServiceProbesFailing(s, mode));
                }
            }
        }

        static void Add(FailureClass? failure, Action well, Action<FailureMode> failing)
        {
            if (failure is { } how)
            {
                failing(FailureModes.Of(how));
            }
            else
            {
                well();
            }
        }
    }

    private void FillNotices(
        AttributionEvidence evidence, DateTimeOffset now, ILookup<ComponentId, NoticeThread> troubled, IReadOnlyList<NoticeThread> threads, IReadOnlyList<FeedStanding> feeds)
    {
        _reach ??= new FeedReach(catalogue, _graph);
        foreach (var component in _reach.Heard(feeds, threads, now))
        {
            evidence.SetFeed(component);
        }

        foreach (var notice in troubled)
        {
            if (_graph.IndexOf(notice.Key) is >= 0 and var index)
            {
                evidence.SetNotice(index, Math.Max(0, (now - notice.Max(t => t.PostedAt)).TotalMinutes));
            }
        }
    }

    private void FillPriors(AttributionEvidence evidence, DateTimeOffset now, CauseBook book)
    {
        foreach (var component in book.Open.SelectMany(i => i.Components.Values))
        {
            if (component.Failing.Parent is { } parent
                && book.Open.Any(i => i.Components.GetValueOrDefault(parent) is { RecoveredAt: not null })
                && (component.RecoveredAt is not { } at || now - at <= options.Aftermath)
                && _graph.IndexOf(component.Failing.Component) is >= 0 and var index)
            {
                evidence.SetPrior(index, AftermathPrior);
            }
        }
    }

    /// <summary>A cause is named in the second run that finds it, and stays so until it is clearly less likely.</summary>
    private List<CauseFinding> Hold(List<CauseFinding> found)
    {
        var held = new List<CauseFinding>();
        foreach (var finding in found)
        {
            var isSure = finding.Probability >= options.NameFrom;
            if (_named.Contains(finding.Cause) ? finding.Probability >= Keeps * options.NameFrom : isSure && _seenOnce.Contains(finding.Cause))
            {
                held.Add(finding);
            }
        }

        _seenOnce.Clear();
        _seenOnce.UnionWith(found.Where(f => f.Probability >= options.NameFrom).Select(f => f.Cause));
        _named.Clear();
        _named.UnionWith(held.Select(f => f.Cause));
        return held;
    }
}
