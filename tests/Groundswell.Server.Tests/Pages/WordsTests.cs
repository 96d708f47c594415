using System.Net;
using System.Text.RegularExpressions;
using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;
using Groundswell.Server.Pages;
using Groundswell.Signals;

namespace Groundswell.Server.Tests.Pages;

/// <summary>What pages say is what is the case: counts agree, an incident is told in the words of what saw it, and times stand in one zone.</summary>
public sealed partial class WordsTests
{
    private static readonly ServiceId Acme = ServiceId.Parse("amber-bank");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 0, "No outages right now")]
    [InlineData(1, 0, "1 down")]
    [InlineData(5, 1, "4 down, 1 recovering")]
    [InlineData(45, 9, "36 down, 9 recovering")]
    public async Task The_headline_counts_what_the_rows_say(int open, int recovering, string headline)
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(250, open));

        var text = await TextAsync(host, "/");

        Assert.Contains($"<h1 data-verdict>{headline}</h1>", text, StringComparison.Ordinal);
        Assert.Equal(open - recovering, Regex.Count(text, "<b>down</b>"));
        Assert.Equal(recovering, Regex.Count(text, "<b>recovering</b>"));
    }

    [Fact]
    public void Every_service_is_counted_once()
    {
        var content = new HomeContent(MadeUpWorld.Snapshot(250, 5) with { }, HomeQuery.Everything);

        Assert.Equal("229 of 250 look normal, 4 above usual, 12 without data.", content.Detail);
    }

    [Fact]
    public async Task A_cause_whose_services_come_back_is_not_red_and_counts_them_as_recovering()
    {
        var world = MadeUpCause.Snapshot();
        var cause = world.Causes[0];
        var member = cause.Members.Values.First(m => m.IsDown);
        var others = cause.Members.Values.Where(m => m.IsDown && m.Service != member.Service).Select(m => m.Service).ToList();
        cause = CauseIncident.Apply(cause, new CauseEvent.ServicesRecovered(others) { At = MadeUpWorld.Noon });
        cause = CauseIncident.Apply(cause, new CauseEvent.ServicesRecovered([member.Service]) { At = MadeUpWorld.Noon });
        var own = MadeUpWorld.Snapshot(5, 5).Open.First(i => i.State == IncidentState.Recovering);
        await using var host = await PageHost.StartAsync(world with
        {
            Causes = [cause],
            CauseOf = new Dictionary<ServiceId, CauseIncident>(),
            Open = [own with { Service = member.Service, Id = member.Latest.Incident }],
        });

        var (home, page) = (await TextAsync(host, "/"), await TextAsync(host, "/incidents/i-9001"));

        Assert.Contains("<li class=\"r shared\"", home, StringComparison.Ordinal);
        Assert.Contains("1 recovering · likely cause", home, StringComparison.Ordinal);
        Assert.Contains("Repaired <time datetime=\"2026-03-04T10:35Z\" class=\"c\">10:35</time>; 1 service still recovering.", Spaced(home), StringComparison.Ordinal);
        Assert.Contains("<dt>Now</dt><dd>1 recovering, of 12 services</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>At the worst</dt><dd>9 of 12 services down, ", Spaced(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cause_that_was_named_otherwise_before_says_so()
    {
        var world = MadeUpCause.Snapshot();
        var before = world.Causes[0];
        var revised = CauseIncident.Apply(before, new CauseEvent.CauseRevised(before.Cause, CauseName.Parse("nimbostratus/north"), 0.75, "Most likely the region, since 11:41.", []) { At = MadeUpWorld.Noon.AddMinutes(-9) });
        await using var host = await PageHost.StartAsync(world with { Causes = [revised] });

        foreach (var path in new[] { "/", "/incidents/i-9001" })
        {
            var text = Spaced(await TextAsync(host, path));

            Assert.Contains("Revised <time datetime=\"2026-03-04T11:51Z\" class=\"c\">11:51</time>: was Nimbostratus Cloud north Tables.", text, StringComparison.Ordinal);
            Assert.Contains("likely cause · medium confidence", text, StringComparison.Ordinal);
            Assert.Contains("Most likely the region, since <time datetime=\"2026-03-04T11:41Z\" class=\"c\">11:41</time>.", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(IncidentState.Confirmed, "Failing our checks: server errors (5xx), from 2 of 3 locations")]
    [InlineData(IncidentState.Recovering, "Passing our checks again from 3 of 3 locations since")]
    [InlineData(IncidentState.Resolved, "Amber Bank failed our checks: server errors (5xx), from 2 of 3 locations.")]
    public async Task What_only_probes_saw_is_told_in_probes_words_on_every_page(IncidentState state, string words)
    {
        await using var host = await PageHost.StartAsync(Probed(state));
        string[] pages = state == IncidentState.Resolved ? ["/incidents", "/incidents/i-77"] : ["/", "/services/amber-bank", "/incidents/i-77"];

        foreach (var path in pages)
        {
            Assert.Contains(words, Spaced(await TextAsync(host, path)), StringComparison.Ordinal);
        }

        foreach (var path in new[] { "/", "/services/amber-bank", "/incidents", "/incidents/i-77" })
        {
            var text = Spaced(await TextAsync(host, path));
            Assert.DoesNotContain("back to normal", text, StringComparison.Ordinal);
            Assert.DoesNotContain("0 reports where", text, StringComparison.Ordinal);
            Assert.DoesNotContain("all symptoms", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_service_page_says_how_much_of_the_promise_is_kept_and_every_page_that_reports_may_not_come_in()
    {
        var world = MadeUpWorld.Snapshot(40, 0);
        var service = world.Services[0] with
        {
            Verdict = Verdict.Unknown,
            QuietSince = MadeUpWorld.Noon.AddMinutes(-24),
            FalseAlarms = new FalseAlarms { Promised = 0.05, Weeks = 60, Mistakes = 2, ExcessWeeks = 0, ExcessMistakes = 0 },
        };
        await using var host = await PageHost.StartAsync(world with
        {
            Services = [service, .. world.Services.Skip(1)],
            QuietIntake = new QuietIntake(31, 40, MadeUpWorld.Noon.AddMinutes(-24)),
        });

        var (home, page) = (Spaced(await TextAsync(host, "/")), Spaced(await TextAsync(host, $"/services/{service.Id}")));

        Assert.Contains("False alarms: At most one in 20 weeks is promised; that is kept: 2 in 60 weeks watched.", page, StringComparison.Ordinal);
        Assert.Contains("Quieter than possible since <time datetime=\"2026-03-04T11:36Z\" class=\"c\">11:36</time>: ", page, StringComparison.Ordinal);
        Assert.All((string[])[home, page], text => Assert.Contains("Reports of 31 of 40 services that are heard all the time are fewer than was ever usual since <time datetime=\"2026-03-04T11:36Z\"", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_at_risk_says_through_whom_on_its_row_and_page_and_is_not_counted_as_down()
    {
        var world = MadeUpSuppliers.Snapshot(40, 0);
        var component = world.Catalogue.Components.Values.First();
        var service = world.Services.First(s => s.Verdict == Verdict.Up) with { Verdict = Verdict.AtRisk, Risk = new Risk(component.Id, component.Id, MadeUpWorld.Noon.AddMinutes(-24)) };
        await using var host = await PageHost.StartAsync(world with { Services = [.. world.Services.Select(s => s.Id == service.Id ? service : s)] });

        var (home, page) = (await TextAsync(host, "/"), Spaced(await TextAsync(host, $"/services/{service.Id}")));

        Assert.Contains("<b>at risk</b>", home, StringComparison.Ordinal);
        Assert.Contains("<h1 data-verdict>No outages right now</h1>", home, StringComparison.Ordinal);
        Assert.Contains(", 1 at risk", home, StringComparison.Ordinal);
        Assert.Contains("has been failing since <time datetime=\"2026-03-04T11:36Z\" class=\"c\">11:36</time>. It cannot do without it.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/services/amber-bank")]
    [InlineData("/incidents")]
    [InlineData("/incidents/i-9001")]
    [InlineData("/providers/nimbostratus")]
    [InlineData("/components/nimbostratus/north/balancers")]
    public async Task Every_time_of_a_page_can_be_shown_in_the_readers_zone_and_the_zone_is_named_once(string path)
    {
        await using var host = await PageHost.StartAsync(MadeUpCause.Snapshot());
        host.View.Changes = MadeUpCause.Changes;

        var text = await TextAsync(host, path);
        var shown = text[text.IndexOf("<body>", StringComparison.Ordinal)..];

        Assert.Equal(1, Regex.Count(shown, @">UTC<"));
        var bare = Marked().Replace(shown, "");
        bare = Attributes().Replace(bare, "");
        Assert.DoesNotMatch(@"(?<!\d)\d{2}:\d{2}(?!\d)", bare.Replace("no result since 11:40 UTC", "", StringComparison.Ordinal));
    }

    // Amber Bank answers 503 and nobody reports it; then it answers again; then it is over.
    private static PublicSnapshot Probed(IncidentState state)
    {
        var world = MadeUpWorld.Snapshot(40, 0);
        var at = MadeUpWorld.Noon.AddMinutes(-54);
        var seen = new ProbesSeen(FailureClass.Http5xx, 2, 3);
        IncidentEvent[] history =
        [
            new IncidentEvent.Detected(new IncidentId(77), Acme, at, Severity.Minor, 0, 0.1, [], []) { At = at.AddMinutes(1), Probes = seen },
            new IncidentEvent.Confirmed(0, 0.1) { At = at.AddMinutes(3), Probes = seen },
            new IncidentEvent.PeakPassed(new IncidentPeak(at.AddMinutes(9), 1, 0.1)) { At = at.AddMinutes(10), Probes = seen },
            new IncidentEvent.RecoveryBegan(0, 0.1) { At = at.AddMinutes(20) },
            new IncidentEvent.Resolved { At = at.AddMinutes(25) },
        ];
        var incident = Incident.Fold(history.Take(state switch { IncidentState.Confirmed => 3, IncidentState.Recovering => 4, _ => 5 }))!;
        var verdict = new ProbeVerdict
        {
            Target = new ProbeTarget(Acme),
            State = state == IncidentState.Confirmed ? ProbeState.Down : ProbeState.Up,
            Failure = state == IncidentState.Confirmed ? FailureClass.Http5xx : null,
            Failing = state == IncidentState.Confirmed ? 2 : 0,
            Known = 3,
            Vantages = 3,
            FailingSince = state == IncidentState.Confirmed ? at : null,
            WellSince = state == IncidentState.Confirmed ? null : at.AddMinutes(19),
            At = MadeUpWorld.Noon,
            Sightings = [],
        };
        var summary = world.Services.Single(s => s.Id == Acme) with
        {
            Verdict = state switch { IncidentState.Confirmed => Verdict.Down, IncidentState.Recovering => Verdict.Recovering, _ => Verdict.Up },
            RecentReports = 0,
            RecentExpected = 0.1,
            Probes = verdict,
            Evidence = incident.IsOpen ? incident.Evidence : IncidentEvidence.Reports,
            Since = incident.IsOpen ? incident.Onset : null,
            Incident = incident.IsOpen ? incident.Id : null,
        };
        return world with
        {
            Services = [.. world.Services.Select(s => s.Id == Acme ? summary : s)],
            Open = incident.IsOpen ? [incident] : [],
            RecentlyResolved = incident.IsOpen ? [] : [incident],
        };
    }

    private static string Spaced(string text) => Regex.Replace(text, @"\s+", " ");

    private static async Task<string> TextAsync(PageHost host, string path)
    {
        var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancelled);
    }

    // What the script rewrites: times, words of drawings that carry theirs, and the chart that gives way to the script's own.
    [GeneratedRegex("<time .*?</time>|<(title|text)[^>]* data-at=.*?</(title|text)>|<svg class=\"static\".*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex("[a-z-]+=\"[^\"]*\"")]
    private static partial Regex Attributes();
}
