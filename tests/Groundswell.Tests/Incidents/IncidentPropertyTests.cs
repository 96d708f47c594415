using CsCheck;
using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;

namespace Groundswell.Tests.Incidents;

public sealed class IncidentPropertyTests
{
    private static readonly Gen<(SeriesState State, int Reports, int Minutes)> Spell =
        Gen.Select(Gen.Enum<SeriesState>(), Gen.Int[0, 400], Gen.Int[1, 40]);

    private static readonly Gen<(SeriesState Before, SeriesState After, int Reports, int More, int Minutes)> SpellWithMore =
        Gen.Select(
            Gen.OneOf(SeriesState.Normal, SeriesState.Suspect, SeriesState.Down),
            Gen.OneOf(SeriesState.Normal, SeriesState.Suspect, SeriesState.Down),
            Gen.Int[0, 400],
            Gen.Int[0, 400],
            Gen.Int[1, 40]);

    [Fact]
    public void The_fold_of_the_stored_events_is_the_state() =>
        Spell.List[1, 30].Sample(spells =>
        {
            var day = Play(spells);
            var told = day.Entries.Where(e => e.Incident == day.Incident?.Id).Select(e => e.Event).ToList();
            var restored = Incident.Fold(told.Select(e => IncidentEventJson.Read(IncidentEventJson.Write(e))));
            return day.Incident is null ? restored is null : Describe(day.Incident) == Describe(restored!);
        });

    [Fact]
    public void The_same_commands_give_the_same_events() =>
        Spell.List[1, 30].Sample(spells => Lines(Play(spells)).SequenceEqual(Lines(Play(spells))));

    [Fact]
    public void Events_are_in_order_of_time_also_when_the_clock_jumps_back() =>
        Gen.Select(Gen.Enum<SeriesState>(), Gen.Int[-600, 600]).List[1, 60].Sample(steps =>
        {
            var book = IncidentBook.Empty(IncidentOptions.Default);
            var last = new Dictionary<IncidentId, DateTimeOffset>();
            foreach (var (state, minute) in steps)
            {
                var now = IncidentSimulator.Start.AddMinutes(minute);
                var tick = book.Assess(now, [IncidentSimulator.Assessment(state, 30, 5) with { At = now }]);
                book = tick.Book;
                foreach (var entry in tick.Events)
                {
                    if (last.TryGetValue(entry.Incident, out var before) && entry.Event.At < before)
                    {
                        return false;
                    }

                    last[entry.Incident] = entry.Event.At;
                }
            }

            return true;
        });

    [Fact]
    public void Adding_reports_never_resolves_an_incident() =>
        SpellWithMore.List[1, 20].Sample(spells =>
        {
            var fewer = new IncidentSimulator();
            var more = new IncidentSimulator();
            foreach (var (before, after, reports, extra, minutes) in spells)
            {
                var worse = after > before ? after : before;
                for (var i = 0; i < minutes; i++)
                {
                    fewer.For(1, before, reports);
                    more.For(1, worse, reports + extra);
                    if (fewer.Incident?.IsOpen == true && more.Incident?.IsOpen != true)
                    {
                        return false;
                    }
                }
            }

            return true;
        });

    [Fact]
    public void The_order_of_services_in_a_tick_does_not_matter() =>
        Gen.Shuffle(Enumerable.Range(0, 8).ToArray()).Sample(order =>
        {
            var assessments = order.Select(n => IncidentSimulator.Assessment(SeriesState.Down, 30, 5) with { Service = ServiceId.Parse($"s{n}") });
            var tick = IncidentBook.Empty(IncidentOptions.Default).Assess(IncidentSimulator.Start, assessments);
            return tick.Events.Select(e => (e.Incident.Number, e.Service.ToString())).SequenceEqual(Enumerable.Range(0, 8).Select(n => (n + 1L, $"s{n}")));
        });

    private static IncidentSimulator Play(IEnumerable<(SeriesState State, int Reports, int Minutes)> spells)
    {
        var day = new IncidentSimulator();
        foreach (var (state, reports, minutes) in spells)
        {
            day.For(minutes, state, reports, 5, reports % 2 == 0 ? ["US"] : ["GB", "FR"]);
        }

        return day;
    }

    private static IEnumerable<string> Lines(IncidentSimulator day) => day.Entries.Select(e => $"{e.Incident} {IncidentEventJson.Write(e.Event)}");

    private static string Describe(Incident i) =>
        $"{i.Id} {i.Service} {i.State} {i.Severity} {i.Onset:O} {i.DetectedAt:O} {i.Since:O} {i.ResolvedAt:O} {i.Waves} {i.Peak} " +
        $"{string.Join(',', i.Regions)} {string.Join(',', i.Symptoms)} {string.Join('|', i.History.Select(IncidentEventJson.Write))}";
}
