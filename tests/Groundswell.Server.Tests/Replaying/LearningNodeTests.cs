using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;
using Groundswell.Scenarios;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Server.Replaying;

namespace Groundswell.Server.Tests.Replaying;

/// <summary>
/// A supplier's tables fail three times in two days. Of eight shops on them six fall each time and two never do; <c>loner</c>, which is
/// known to need the supplier's queues only, falls every time.
/// </summary>
public sealed class LearningNodeTests : IDisposable
{
    private const string Days = """
        scenario "Three outages of one component"
        start 2026-03-02T00:00Z
        length 30h
        history 4d
        seed 7
        dispersion 10
        vantages 3
        regions default GB 100
        symptoms default website 100
        service a "A" shopping usual 3000/day
        service b "B" shopping usual 3000/day
        service c "C" shopping usual 3000/day
        service d "D" shopping usual 3000/day
        service e "E" shopping usual 3000/day
        service f "F" shopping usual 3000/day
        service safe-1 "Safe 1" shopping usual 3000/day
        service safe-2 "Safe 2" shopping usual 3000/day
        service loner "Loner" shopping usual 3000/day
        component acme/r1/tables "Tables" database
        component acme/r1/queues "Queues" queue
        needs a,b,c,d,e,f,safe-1,safe-2 on acme/r1/tables hard
        needs loner on acme/r1/queues degraded
        outage a,b,c,d,e,f,loner from 00:10 to 01:00 peak 60/min rise 2m fall 3m sag 80%
        outage a,b,c,d,e,f,loner from 14:00 to 14:50 peak 60/min rise 2m fall 3m sag 80%
        outage a,b,c,d,e,f,loner from 1d04:00 to 1d04:50 peak 60/min rise 2m fall 3m sag 80%
        failure acme/r1/tables timeout from 00:10 to 00:58
        failure acme/r1/tables timeout from 14:00 to 14:48
        failure acme/r1/tables timeout from 1d04:00 to 1d04:48
        """;

    private readonly TemporaryFolder _disk = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task What_may_fall_next_is_said_while_it_may_and_three_outages_teach_weights_and_a_hint_that_a_restart_keeps()
    {
        var parsed = ScenarioParser.Parse(Days);
        Assert.Empty(parsed.Errors);
        var scenario = parsed.Scenario!;
        var catalogue = ScenarioCatalogue.Build(scenario, ServiceCatalogue.Empty);
        var settings = new NodeSettings { DataFolder = _disk.Path, JournalRetention = TimeSpan.FromDays(7) };
        var said = new List<(DateTimeOffset At, ExpectedOutage Expected)>();
        PublicSnapshot end;
        await using (var node = await VirtualNode.StartAsync(settings, catalogue, new ScenarioReports(scenario).History(), scenario.Start, null, Cancelled))
        {
            await PlayAsync(node, scenario, catalogue, () => said.AddRange(node.Current.Expected.Values.SelectMany(e => e).Select(e => (node.Current.At, e))));
            end = node.Current;
        }

        DateTimeOffset[] onsets = [.. scenario.Failures.Select(f => f.From)];
        var (first, third) = (Said(onsets[0], "safe-1"), Said(onsets[2], "safe-1"));
        Assert.InRange(first[0].At - onsets[0], TimeSpan.Zero, TimeSpan.FromMinutes(6));
        Assert.All(said, s => Assert.True(s.At <= s.Expected.Latest && s.Expected.Earliest < s.Expected.Latest && s.Expected.Probability is >= 0.25 and < 1));
        Assert.All(said, s => Assert.Contains(onsets, o => s.At - o >= TimeSpan.Zero && s.At - o <= TimeSpan.FromMinutes(20)));
        Assert.DoesNotContain(said, s => s.Expected.Service?.ToString() == "loner");

        // It was spared twice, and is expected less.
        Assert.True(third.Count == 0 || third[0].Expected.Probability < first[0].Expected.Probability - 0.1);

        Assert.Equal(["safe-1", "safe-2"], Assert.Single(end.EndedCauses).History.OfType<CauseEvent.Spared>().Single().Services.Select(s => s.ToString()));
        var hint = Assert.Single(end.Hints);
        Assert.Equal(("loner", "acme/r1/tables", 3, 3), (hint.Service.ToString(), hint.Component.ToString(), hint.Incidents, hint.Cases.Count));
        Assert.InRange(hint.Posterior, 0.9, 1);

        await using var again = await VirtualNode.StartAsync(settings, catalogue, [], scenario.End, null, Cancelled);
        await again.TickAsync(scenario.End.AddMinutes(1), Cancelled);
        var kept = Assert.Single(again.Current.Hints);
        Assert.Equal((hint.Service, hint.Component, hint.Incidents), (kept.Service, kept.Component, kept.Incidents));

        List<(DateTimeOffset At, ExpectedOutage Expected)> Said(DateTimeOffset onset, string service) =>
            [.. said.Where(s => s.Expected.Service?.ToString() == service && s.At >= onset && s.At < onset.AddHours(1))];
    }

    private static async Task PlayAsync(VirtualNode node, Scenario scenario, ServiceCatalogue catalogue, Action look)
    {
        var (signals, lines, tick) = (new ScenarioSignals(scenario, catalogue), new ReportLines(), TimeSpan.FromMinutes(1));
        using var reports = new ScenarioReports(scenario).Played().GetEnumerator();
        var isMore = reports.MoveNext();
        for (var now = scenario.Start + tick; now <= scenario.End; now += tick)
        {
            node.MoveTo(now - TimeSpan.FromMilliseconds(1));
            lines.Clear();
            for (; isMore && reports.Current.Time < now; isMore = reports.MoveNext())
            {
                lines.Add(reports.Current, withTime: true);
            }

            if (lines.Count > 0)
            {
                await node.SubmitAsync(lines.Bytes, Cancelled);
            }

            node.Observe(signals, now - tick, now);
            await node.TickAsync(now, Cancelled);
            look();
        }
    }
}
