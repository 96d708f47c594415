using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Learning;
using Groundswell.Signals;
using Groundswell.Tests.Incidents;
using Groundswell.Tests.Incidents.Causes;

namespace Groundswell.Tests.Learning;

public sealed class AlarmLessonsTests
{
    [Fact]
    public void An_incident_that_a_probe_saw_was_no_mistake()
    {
        var day = new Day().For(10, SeriesState.Down, ProbeState.Up).For(1, SeriesState.Down, ProbeState.Down).For(60, SeriesState.Normal, ProbeState.Up);

        var lesson = Assert.Single(day.Lessons);
        Assert.Equal((AlarmVerdict.Sound, Day.Start), (lesson.Verdict, lesson.From));
        Assert.InRange(lesson.To - lesson.From, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(60));
    }

    [Fact]
    public void One_that_probes_saw_well_throughout_was_a_mistake() =>
        Assert.Equal(AlarmVerdict.Mistaken, Assert.Single(new Day().For(100, SeriesState.Down, ProbeState.Up).For(60, SeriesState.Normal, ProbeState.Up).Lessons).Verdict);

    [Fact]
    public void Of_one_on_which_nobody_has_a_word_nothing_is_told()
    {
        Assert.Empty(new Day().For(10, SeriesState.Down, null).For(60, SeriesState.Normal, null).Lessons);
        Assert.Empty(new Day().For(10, SeriesState.Down, ProbeState.Up).For(1, SeriesState.Down, ProbeState.Unknown).For(60, SeriesState.Normal, ProbeState.Up).Lessons);
    }

    [Fact]
    public void After_a_restart_nobody_knows_that_it_was_seen_well_throughout() =>
        Assert.Empty(new Day().For(10, SeriesState.Down, ProbeState.Up).Restart().For(10, SeriesState.Down, ProbeState.Up).For(60, SeriesState.Normal, ProbeState.Up).Lessons);

    [Fact]
    public void What_is_held_back_as_others_explain_it_was_no_mistake() =>
        Assert.Equal(AlarmVerdict.Sound, Assert.Single(new Day().For(10, SeriesState.Suspect, null, isHeldBack: true).For(1, SeriesState.Normal, null).Lessons).Verdict);

    [Fact]
    public void What_a_named_cause_explains_was_no_mistake()
    {
        var story = new CauseStory().Fail("s01", "s02", "s03", "s06").Find(CauseStory.Finding("acme/r1/db", ["s01", "s02", "s03"])).For(20)
            .Heal("s01", "s02", "s03", "s06").For(120);

        Assert.Equal(["s01", "s02", "s03"], story.Lessons.Where(l => l.Verdict == AlarmVerdict.Sound).Select(l => l.Service.ToString()).Order(StringComparer.Ordinal));
    }

    /// <summary>One service, minute by minute.</summary>
    private sealed class Day
    {
        public static readonly DateTimeOffset Start = IncidentSimulator.Start;

        private IncidentBook _book = IncidentBook.Empty(IncidentOptions.Default);
        private AlarmLessons _lessons = new();
        private DateTimeOffset _now = Start;

        public List<AlarmLesson> Lessons { get; } = [];

        public Day For(int minutes, SeriesState state, ProbeState? probes, bool isHeldBack = false)
        {
            for (var i = 0; i < minutes; i++, _now += TimeSpan.FromMinutes(1))
            {
                var assessment = IncidentSimulator.Assessment(state, state == SeriesState.Down ? 40 : 5, 5) with
                {
                    At = _now,
                    IsHeldBack = isHeldBack,
                    Probes = probes is { } seen ? Verdict(seen) : null,
                };
                _book = _book.Assess(_now, [assessment]).Book;
                Lessons.AddRange(_lessons.Learn(_now, [assessment], _book, CauseBook.Empty(CauseOptions.Default)));
            }

            return this;
        }

        public Day Restart()
        {
            _lessons = new();
            return this;
        }

        private ProbeVerdict Verdict(ProbeState state) => new()
        {
            Target = new ProbeTarget(IncidentSimulator.Service),
            State = state,
            Failing = state == ProbeState.Down ? 2 : 0,
            Known = state == ProbeState.Unknown ? 0 : 3,
            Vantages = 3,
            At = _now,
            Sightings = [],
        };
    }
}
