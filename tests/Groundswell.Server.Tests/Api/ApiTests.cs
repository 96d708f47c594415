using System.Net;
using System.Text.Json;
using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Publication;
using Groundswell.Server.Api;
using Groundswell.Server.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Tests.Api;

/// <summary>The shapes that programs rely on.</summary>
public sealed class ApiTests
{
    private static readonly DateTimeOffset Onset = new(2026, 3, 4, 6, 48, 0, TimeSpan.Zero);
    private static readonly IReadOnlyList<RegionId> Regions = [RegionId.Parse("GB"), RegionId.Parse("US-CA")];
    private static readonly IReadOnlyList<SymptomId> Symptoms = [SymptomId.Parse("login")];

    /// <summary>Every kind of event, and its JSON.</summary>
    public static TheoryData<IncidentEvent, string> Events => new()
    {
        {
            new IncidentEvent.Detected(new IncidentId(7), ServiceId.Parse("amber-bank"), Onset, Severity.Minor, 64, 11.417, Regions, Symptoms) { At = Onset },
            """{"at":"2026-03-04T06:48:00Z","event":"detected","severity":"minor","onset":"2026-03-04T06:48:00Z","reports_15m":64,"expected_15m":11.42,"regions":["GB","US-CA"],"symptoms":["login"]}"""
        },
        { new IncidentEvent.Confirmed(130, double.NaN) { At = Onset }, """{"at":"2026-03-04T06:48:00Z","event":"confirmed","reports_15m":130,"expected_15m":null}""" },
        {
            new IncidentEvent.SeverityChanged(Severity.Minor, Severity.Critical, 260, 12) { At = Onset },
            """{"at":"2026-03-04T06:48:00Z","event":"severity_changed","from":"minor","severity":"critical","reports_15m":260,"expected_15m":12}"""
        },
        { new IncidentEvent.ScopeChanged([], Symptoms) { At = Onset }, """{"at":"2026-03-04T06:48:00Z","event":"scope_changed","regions":[],"symptoms":["login"]}""" },
        {
            new IncidentEvent.PeakPassed(new IncidentPeak(Onset.AddMinutes(15), 412, 12)) { At = Onset.AddMinutes(16) },
            """{"at":"2026-03-04T07:04:00Z","event":"peak_passed","peak_at":"2026-03-04T07:03:00Z","reports_15m":412,"expected_15m":12}"""
        },
        { new IncidentEvent.Withdrawn(WithdrawalReason.Surge, 64, 30.5) { At = Onset }, """{"at":"2026-03-04T06:48:00Z","event":"withdrawn","reason":"surge","reports_15m":64,"expected_15m":30.5}""" },
        { new IncidentEvent.BecameUsual(64, 61.5) { At = Onset }, """{"at":"2026-03-04T06:48:00Z","event":"became_usual","reports_15m":64,"expected_15m":61.5}""" },
        { new IncidentEvent.RecoveryBegan(14, 12.2) { At = Onset }, """{"at":"2026-03-04T06:48:00Z","event":"recovery_began","reports_15m":14,"expected_15m":12.2}""" },
        {
            new IncidentEvent.WaveBegan(2, Onset, 90, 12) { At = Onset.AddMinutes(1) },
            """{"at":"2026-03-04T06:49:00Z","event":"wave_began","wave":2,"onset":"2026-03-04T06:48:00Z","reports_15m":90,"expected_15m":12}"""
        },
        { new IncidentEvent.Resolved { At = Onset }, """{"at":"2026-03-04T06:48:00Z","event":"resolved"}""" },
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Events))]
    public async Task An_incident_tells_each_event_of_its_history_in_order_with_what_it_was_about(IncidentEvent happened, string json)
    {
        var world = MadeUpWorld.Snapshot(6, 1);
        var incident = world.Open[0] with { History = [happened, new IncidentEvent.Resolved { At = Onset.AddHours(9) }] };
        await using var host = await StartAsync(world with { Open = [incident] });

        using var answer = await GetAsync(host, $"/api/v1/incidents/{incident.Id}");

        var history = answer.RootElement.GetProperty("history").EnumerateArray().Select(e => e.GetRawText()).ToList();
        Assert.Equal([json, """{"at":"2026-03-04T15:48:00Z","event":"resolved"}"""], history);
    }

    [Fact]
    public void Every_kind_of_event_has_a_form_here() => Assert.Equal(
        typeof(IncidentEvent).GetNestedTypes().Select(t => t.Name).Order(),
        Events.Select(e => e.Data.Item1.GetType().Name).Order());

    [Fact]
    public async Task All_services_are_listed_with_their_verdict_and_the_sentence_of_their_page()
    {
        var world = MadeUpWorld.Snapshot(6, 1);
        await using var host = await StartAsync(world);

        using var answer = await GetAsync(host, "/api/v1/services");

        Assert.Equal("2026-03-04T12:00:00Z", answer.RootElement.GetProperty("as_of").GetString());
        var services = answer.RootElement.GetProperty("services").EnumerateArray().ToList();
        Assert.Equal(world.Services.Select(s => (s.Id.ToString(), s.Sentence)), services.Select(s => (Text(s, "id"), Text(s, "sentence"))));
        Assert.Equal(["id", "name", "category", "verdict", "sentence", "as_of", "reports_15m", "expected_15m", "known", "quieter_than_possible_since", "incident", "cause", "cause_incident", "at_risk_from", "at_risk_since", "supplier_says"], Names(services[0]));
        Assert.Equal(world.Open[0].Id.ToString(), Text(services.Single(s => Text(s, "verdict") == "down"), "incident"));
    }

    [Fact]
    public async Task A_service_adds_its_reports_by_symptom_and_country_its_charts_and_its_incidents()
    {
        var world = MadeUpWorld.Snapshot(6, 1);
        await using var host = await StartAsync(world);

        using var answer = await GetAsync(host, $"/api/v1/services/{world.Open[0].Service}");

        var service = answer.RootElement;
        Assert.Equal(["probes", "false_alarms", "symptoms", "hostnames", "reports_24h", "day", "week", "incidents"], Names(service).Skip(16));
        Assert.Equal(["by_symptom", "by_region"], Names(service.GetProperty("reports_24h")));
        Assert.Equal(512, service.GetProperty("reports_24h").GetProperty("by_region").GetProperty("GB").GetInt32());
        var day = service.GetProperty("day");
        Assert.Equal(["from", "step_seconds", "reports", "expected", "lower", "upper"], Names(day));
        Assert.Equal(300, day.GetProperty("step_seconds").GetInt32());
        Assert.All((string[])["reports", "expected", "lower", "upper"], name => Assert.Equal(288, day.GetProperty(name).GetArrayLength()));
        Assert.Equal(world.Open[0].Id.ToString(), Text(service.GetProperty("incidents")[0], "id"));
    }

    [Fact]
    public async Task What_was_promised_of_false_alarms_and_what_holds_instead_is_told_and_that_a_service_or_all_are_too_quiet()
    {
        var world = MadeUpWorld.Snapshot(6, 1);
        var service = world.Services[0] with
        {
            QuietSince = Onset,
            FalseAlarms = new FalseAlarms { Promised = 0.05, Weeks = 30, Mistakes = 6, ExcessWeeks = 12, ExcessMistakes = 5 },
        };
        await using var host = await StartAsync(world with { Services = [service, .. world.Services.Skip(1)], QuietIntake = new QuietIntake(31, 40, world.At.AddMinutes(-5)) });

        using var answer = await GetAsync(host, $"/api/v1/services/{service.Id}");

        Assert.Equal("2026-03-04T06:48:00Z", Text(answer.RootElement, "quieter_than_possible_since"));
        Assert.Equal(
            """{"sentence":"At most one in 20 weeks is promised; here about one in 3 weeks comes (5 in the last 12 weeks watched).","promise":"exceeded","promised_per_week":0.05,"watched_weeks":30,"mistakes":6,"per_week":0.33}""",
            answer.RootElement.GetProperty("false_alarms").GetRawText());
        using var all = await GetAsync(host, "/api/v1/services");
        Assert.Contains("31 of 40 services", Text(all.RootElement, "sight"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Incidents_are_listed_open_and_resolved()
    {
        var world = MadeUpWorld.Snapshot(6, 2);
        await using var host = await StartAsync(world);

        using var answer = await GetAsync(host, "/api/v1/incidents");

        Assert.Equal(world.Open.Select(i => i.Id.ToString()), answer.RootElement.GetProperty("open").EnumerateArray().Select(i => Text(i, "id")));
        Assert.Equal(world.RecentlyResolved.Select(i => i.Id.ToString()), answer.RootElement.GetProperty("resolved").EnumerateArray().Select(i => Text(i, "id")));
        Assert.Equal(
            ["id", "service", "state", "severity", "evidence", "probes", "onset", "detected_at", "since", "resolved_at", "waves", "peak", "regions", "symptoms"],
            Names(answer.RootElement.GetProperty("open")[0]));
    }

    [Theory]
    [InlineData("/api/v1/services/nobody", "No service 'nobody' is in the catalogue.")]
    [InlineData("/api/v1/services/No%20Slug", "No service 'No Slug' is in the catalogue.")]
    [InlineData("/api/v1/incidents/i-99999", "There is no incident 'i-99999'.")]
    [InlineData("/api/v1/incidents/seven", "There is no incident 'seven'.")]
    public async Task What_is_not_there_is_told_as_problem_details(string path, string detail)
    {
        await using var host = await StartAsync(MadeUpWorld.Snapshot(6, 1));

        using var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal(detail, Text(problem.RootElement, "detail"));
    }

    private static Task<PageHost> StartAsync(PublicSnapshot snapshot) =>
        PageHost.StartAsync(snapshot, more: app => app.MapApi(app.Services.GetRequiredService<IPublicView>()));

    private static async Task<JsonDocument> GetAsync(PageHost host, string path)
    {
        using var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "null";

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);
}
