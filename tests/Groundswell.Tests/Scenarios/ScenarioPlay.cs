using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Scenarios;
using Groundswell.Signals;

namespace Groundswell.Tests.Scenarios;

/// <summary>
/// Plays a scenario through the engine alone, on virtual time: repeat window, detectors, stray reports, probes, incidents, causes, judge. What is left
/// out of a node is its edges and the tick inside a minute, so a node may be up to a minute faster.
/// </summary>
internal sealed class ScenarioPlay
{
    private static readonly TimeSpan LearnAtOnce = TimeSpan.FromDays(1);

    private readonly Scenario _scenario;
    private readonly ScenarioJudge _judge;
    private readonly Dictionary<ServiceId, Played> _services = [];
    private readonly Dictionary<SymptomId, int> _symptomNumbers = [];
    private readonly List<SymptomId> _symptoms = [];
    private readonly RepeatWindow _repeats = new();
    private readonly List<IncidentEntry> _events = [];
    private readonly ScenarioSignals _signals;
    private readonly CauseSearch _search;
    private readonly JointJudge _together;
    private readonly ProbeBoard _probes = new();
    private readonly NoticeBoard _notices = new();
    private IncidentBook _book = IncidentBook.Empty(IncidentOptions.Default);
    private CauseBook _causes = CauseBook.Empty(CauseOptions.Default);

    private ScenarioPlay(Scenario scenario)
    {
        _scenario = scenario;
        _judge = new ScenarioJudge(scenario);
        var catalogue = ScenarioCatalogue.Build(scenario, ShippedScenario.Catalogue);
        _signals = new ScenarioSignals(scenario, catalogue);
        _search = new CauseSearch(catalogue, CauseOptions.Default);
        _together = new JointJudge(catalogue);
        var options = DetectorOptions.ForNode(1, scenario.Services.Count); // a node's default
        foreach (var service in scenario.Services)
        {
            _services.Add(
                service.Id,
                new Played(_services.Count, new ServiceDetector(service.Id, number => _symptoms[number], options)));
        }
    }

    public static ScenarioOutcome Run(Scenario scenario)
    {
        var play = new ScenarioPlay(scenario);
        play.Learn();
        play.Live();
        return new ScenarioOutcome(scenario, play._judge.Judge(), play._events);
    }

    private static long NumberOf(DateTimeOffset minute) => minute.ToUnixTimeSeconds() / 60;

    // Services learn apart from one another, so a day at a time can go to every core.
    private void Learn()
    {
        var history = new ScenarioReports(_scenario).History();
        var from = _scenario.Start - _scenario.History;
        foreach (var count in history)
        {
            if (count.Minute - from >= LearnAtOnce)
            {
                LearnUntil(count.Minute);
                from = count.Minute;
            }

            _services[count.Service].Learnt.Add((NumberOf(count.Minute), new SeriesCount(count.Region, NumberOf(count.Symptom), count.Count)));
        }

        LearnUntil(_scenario.Start);
    }

    private void LearnUntil(DateTimeOffset end) =>
        Parallel.ForEach(_services.Values, service => service.Learn(NumberOf(_scenario.Start - _scenario.History), NumberOf(end)));

    private void Live()
    {
        var minute = _scenario.Start;
        foreach (var report in new ScenarioReports(_scenario).Played())
        {
            for (; minute.AddMinutes(1) <= report.Time; minute += TimeSpan.FromMinutes(1))
            {
                CloseAndJudge(minute);
            }

            var service = _services[report.Service];
            if (_repeats.TryCount(new ReporterId(report.Reporter, 0), service.Number, report.Time.ToUnixTimeMilliseconds()))
            {
                _repeats.Keep();
                service.Open.Add(new SeriesCount(report.Region, NumberOf(report.Symptom), 1));
            }
        }

        for (; minute < _scenario.End; minute += TimeSpan.FromMinutes(1))
        {
            CloseAndJudge(minute);
        }
    }

    private void CloseAndJudge(DateTimeOffset minute)
    {
        foreach (var service in _services.Values)
        {
            service.Close(NumberOf(minute));
        }

        var now = minute.AddMinutes(1);
        var assessments = _together.Judge(_services.Values.Select(s => s.Detector.Assess(now)), now, _notices.Threads).ToList();
        assessments = [.. CauseAftermath.NoteRepairs(assessments, _causes, _book, _search.NeedsOf, now)];
        var tick = _book.Assess(now, assessments);
        _book = tick.Book;
        foreach (var entry in tick.Events)
        {
            _judge.Observe(entry);
            _events.Add(entry);
        }

        foreach (var entry in FindCauses(minute, now, assessments))
        {
            _judge.Observe(entry);
        }
    }

    private IReadOnlyList<CauseEntry> FindCauses(DateTimeOffset from, DateTimeOffset now, List<ServiceAssessment> assessments)
    {
        foreach (var result in _signals.Results(from, now))
        {
            _probes.Apply(result);
        }

        foreach (var notice in _signals.Notices(from, now))
        {
            _notices.Apply(notice);
        }

        var command = new CauseCommand
        {
            Now = now,
            Findings = _search.Search(now, assessments, _probes, _notices.Threads, [], _causes, _book),
            Services = _book,
            Needs = _search.NeedsOf,
            ServiceNeeds = _search.NeedsOf,
            Probes = component => _probes.Judge(new ProbeTarget(component), now),
            Notices = _notices.Threads,
        };
        var tick = _causes.Assess(command, _book.HighestNumber);
        _causes = tick.Book;
        _book = _book.Reserve(_causes.HighestNumber);
        return tick.Events;
    }

    private int NumberOf(SymptomId symptom)
    {
        if (!_symptomNumbers.TryGetValue(symptom, out var number))
        {
            _symptomNumbers.Add(symptom, number = _symptoms.Count);
            _symptoms.Add(symptom);
        }

        return number;
    }

    private sealed record Played(int Number, ServiceDetector Detector)
    {
        public List<SeriesCount> Open { get; } = [];

        public List<(long Minute, SeriesCount Count)> Learnt { get; } = [];

        public void Close(long minute)
        {
            Detector.Observe(minute, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Open));
            Open.Clear();
        }

        public void Learn(long first, long end)
        {
            var next = 0;
            for (var minute = Detector.NextMinute ?? first; minute < end; minute++)
            {
                for (; next < Learnt.Count && Learnt[next].Minute == minute; next++)
                {
                    Open.Add(Learnt[next].Count);
                }

                Close(minute);
            }

            Learnt.Clear();
        }
    }
}
