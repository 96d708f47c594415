using Groundswell.Bench.Results;
using Groundswell.Bench.Worlds;

namespace Groundswell.Bench.Measures;

/// <summary>
/// How many services are called down though many rise together, or though another's reports went astray to them, and how long real outages take to
/// be found there: each service by itself, as it was, and all together.
/// </summary>
internal static class Surges
{
    private const int Seeds = 8;
    private const int Start = CrowdDays.Start;
    private const int End = Start + 180;

    public static Task<Section> MeasureAsync(BenchOptions options)
    {
        var section = new Section(
            "Surges and strays",
            FormattableString.Invariant($"Real detectors after 15 days of made-up history, {Seeds} days each, the false alarms of a node of 450 services. Seven streaming services (400 to 5 reports an hour) beside five banks; ")
            + "three networks of one owner beside eleven healthy services. A day's figure is services called down, or minutes until the one that fails is (– never); medians and the largest.",
            "day", "counted", "each by itself", "together");
        var crowd = new Crowd(CrowdDays.Streaming);
        foreach (var factor in new[] { 1.5, 2, 3, 4, 6 })
        {
            foreach (var spread in new[] { 0, 0.2, 0.35 })
            {
                var name = FormattableString.Invariant($"a category, {factor} times, spread {spread}");
                Row(name, "down, of 7", crowd, seed => [CrowdDays.Surge("video", factor, spread, seed)], d => d.Down.Count);
                Row(name + ", one fails in it by 8 times more", "minutes", crowd, seed => [CrowdDays.Surge("video", factor, spread, seed), Failing(factor)], Found);
            }
        }

        Row("a category, 2.5 times, rising for an hour", "down, of 7", crowd, seed => [CrowdDays.Surge("video", 2.5, 0.2, seed) with { Rise = 60, Fall = 30 }], d => d.Down.Count);
        Row("a category, 3 times, for a quarter of an hour", "down, of 7", crowd, seed => [CrowdDays.Surge("video", 3, 0.2, seed, 15)], d => d.Down.Count);
        Row("a category in one country, 3 times", "down, of 7", crowd, seed => [CrowdDays.Surge("video", 3, 0.2, seed, 120, "GB")], d => d.Down.Count);
        Row("everything in one country, 3 times", "down, of 12", crowd, seed => [CrowdDays.Surge(null, 3, 0.2, seed, 120, "GB")], d => d.Down.Count);
        Row("everything, 2 times", "down, of 12", crowd, seed => [CrowdDays.Surge(null, 2, 0.2, seed)], d => d.Down.Count);
        foreach (var (times, spread) in new[] { (4.0, 0.0), (6.0, 0.5), (10.0, 0.8), (20.0, 0.0), (20.0, 0.8) })
        {
            Row(FormattableString.Invariant($"a shared outage of all 7, {times + 1} times, spread {spread}"), "minutes, of the largest", crowd, seed => [CrowdDays.Shared("video", times, spread, seed)], d => Delay(d, "video-0", Start));
            Row("", "down, of 7", crowd, seed => [CrowdDays.Shared("video", times, spread, seed)], d => d.Down.Count);
        }

        foreach (var times in new[] { 1.0, 2, 4, 10 })
        {
            foreach (var service in new[] { "video-0", "video-2", "video-4" })
            {
                Row(FormattableString.Invariant($"{service} fails alone, {times + 1} times"), "minutes", crowd, _ => [CrowdEvent.Outage(Start, 90, s => s.Id == service ? times : 0)], d => Delay(d, service, Start));
            }
        }

        Row("nothing", "down, of 12", crowd, _ => [], d => d.Down.Count);
        var networks = new Crowd(CrowdDays.Networks);
        foreach (var times in new[] { 50, 200 })
        {
            var name = FormattableString.Invariant($"three networks gone, {times} times");
            Row(name, "healthy down, of 11", networks, _ => CrowdDays.NetworksGone(times), d => d.Down.Count(s => !s.StartsWith("owned", StringComparison.Ordinal)));
            Row("", "minutes, of the largest", networks, _ => CrowdDays.NetworksGone(times), d => Delay(d, "owned-1", Start));
            Row("", "minutes, of a carrier that fails too (60 times)", networks, _ => [.. CrowdDays.NetworksGone(times), CrowdEvent.Outage(Start + 40, 60, s => s.Id == "carrier-1" ? 60 : 0)], d => Delay(d, "carrier-1", Start + 40));
        }

        foreach (var (held, milliseconds) in JointCost.Measure())
        {
            var note = FormattableString.Invariant($"Judging 10,000 services together where something is held of {held:P0} of them: {milliseconds:0.#} ms a tick.");
            Console.Error.WriteLine(note);
            section.Note(note);
        }

        return Task.FromResult(section);

        void Row(string name, string counted, Crowd world, Func<int, IReadOnlyList<CrowdEvent>> events, Func<CrowdDay, double> count)
        {
            var cells = new List<string> { name, counted };
            foreach (var joint in new[] { false, true })
            {
                var all = new double[Seeds];
                Parallel.For(0, Seeds, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => all[i] = count(world.Play(i + 1, 0, End, events(i + 1), joint)));
                Array.Sort(all);
                cells.Add(FormattableString.Invariant($"{Text(all[Seeds / 2])}, {Text(all[^1])}"));
            }

            Console.Error.WriteLine(string.Join(" | ", cells));
            section.Row([.. cells]);
        }
    }

    private static CrowdEvent Failing(double factor) => CrowdEvent.Outage(Start + 30, 60, s => s.Id == "video-2" ? 8 * factor : 0);

    private static double Found(CrowdDay day) => Delay(day, "video-2", Start + 30);

    private static double Delay(CrowdDay day, string service, int from) => day.FirstDown(service) is { } minute ? minute - from : double.PositiveInfinity;

    private static string Text(double value) => double.IsFinite(value) ? FormattableString.Invariant($"{value:0.#}") : "–";
}
