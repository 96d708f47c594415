namespace Groundswell.Bench.Lives;

/// <summary>Lets a node live through a life, and scores what it publishes.</summary>
internal static class LifeRun
{
    private static readonly DateTimeOffset Start = new(2025, 3, 3, 0, 0, 0, TimeSpan.Zero);

    public static LifeScore Play(Life life, LifeTrace? trace)
    {
        var began = Environment.CpuUsage.TotalTime;
        var spells = life.Spells.ToLookup(s => s.Node);
        var catalogue = KnownCatalogue.Make(life.World, life.Known, new Dice(life.Seed + 2));
        var node = new NodeUnderTest(catalogue);
        var series = life.World.Services.Index()
            .Select(s => new LifeSeries(s.Item, [.. spells[LifeNode.Service(s.Index)]], new Dice(life.Seed + 1000 + s.Index))).ToList();
        var probes = new LifeProbes(life, spells, new Dice(life.Seed + 3));
        var notices = new LifeNotices(life, Start);
        var (truth, score) = (new LifeTruth(life, catalogue), new LifeScore());
        score.View = View(life, probes);
        trace?.Begin(life);
        for (var minute = 0; minute < life.Minutes; minute++)
        {
            var now = Start.AddMinutes(minute);
            var published = node.Tick(now, series.Select(s => s.Next(minute, now)), probes.Run(minute, now), notices.Threads(minute), notices.Feeds(now));
            var what = score.Add(truth, minute, published);
            trace?.Minute(life, truth, minute, what, published, node);
        }

        score.End(truth);
        score.Processor = Environment.CpuUsage.TotalTime - began;
        return score;
    }

    private static LifeView View(Life life, LifeProbes probes) => life.Outages.Count == 0 ? LifeView.NoCause
        : !probes.Has(life.World.Components[life.Outages[0].Component].Id) ? LifeView.NotProbed
        : life.Spells.Any(s => s.IsRoot && s.Outage == life.Outages[0] && s.SeenTo > s.From) ? LifeView.Seen
        : LifeView.Missed;
}
