using Groundswell.Bench.Results;
using Groundswell.Bench.Worlds;

namespace Groundswell.Bench.Measures;

/// <summary>Services that are called down though many rise together, or though another's reports went astray to them; and whether real outages are found there.</summary>
internal static class Surges
{
    private const int Seeds = 8;
    private const int Noon = 12 * 60;

    public static Task<Section> MeasureAsync(BenchOptions options)
    {
        var section = new Section("Surges and strays", "todo", "case", "alone", "together");
        double[] sizes = [400, 200, 100, 60, 30, 10, 5];
        var others = Enumerable.Range(0, 5).Select(i => new CrowdService($"bank-{i}", "banking", 50 + (40 * i)));
        var crowd = new Crowd([.. sizes.Select((s, i) => new CrowdService($"video-{i}", "video", s)), .. others]);
        foreach (var factor in new[] { 1, 1.5, 2, 3, 4, 6 })
        {
            foreach (var spread in new[] { 0, 0.2, 0.35 })
            {
                Row($"surge x{factor}, spread {spread}", (seed, joint) =>
                {
                    var day = crowd.Play(seed, Noon - 60, Noon + 180, [CrowdEvent.Surge(Noon, 120, s => s.Category == "video" ? Vary(factor, spread, seed, s) : 1)], joint);
                    return (day.Down.Count, string.Join(',', day.Busy.Values.DefaultIfEmpty().Max()));
                });
                Row($"... one fails x8 in it after 30 min", (seed, joint) =>
                {
                    var day = crowd.Play(seed, Noon - 60, Noon + 180, [CrowdEvent.Surge(Noon, 120, s => s.Category == "video" ? Vary(factor, spread, seed, s) : 1), CrowdEvent.Outage(Noon + 30, 60, s => s.Id == "video-2" ? 8 : 0)], joint);
                    return (day.FirstDown("video-2", Noon + 30) - Noon - 30 ?? 99, $"{day.Down.Count}");
                });
            }
        }

        return Task.FromResult(section);

        void Row(string name, Func<int, bool, (int, string)> play)
        {
            var cells = new List<string> { name };
            foreach (var joint in new[] { false, true })
            {
                if (!joint && options.Rounds == 1)
                {
                    cells.Add("");
                    continue;
                }

                var all = Enumerable.Range(1, Seeds).Select(seed => play(seed, joint)).ToList();
                cells.Add(string.Join(' ', all.Select(a => $"{a.Item1}({a.Item2})")));
            }

            Console.Error.WriteLine(string.Join(" | ", cells));
            section.Row([.. cells]);
        }
    }

    public static double Vary(double factor, double spread, int seed, CrowdService s)
    {
        var random = Scenarios.ScenarioRandom.For(seed, s.Id.Sum(c => c), 5);
        var gauss = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Exp(Math.Log(factor) + (factor > 1 ? spread * gauss : 0));
    }
}
