using System.Net;
using System.Text.Json;
using Groundswell.Publication;
using Groundswell.Server.Api;
using Groundswell.Server.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Tests.Api;

/// <summary>The shapes of incidents with a shared cause, of components and of suppliers' words.</summary>
public sealed class CauseApiTests
{
    private static readonly string[] CauseNames =
    [
        "id", "cause", "level", "title", "probability", "sentence", "state", "severity", "onset", "onset_measured", "identified_at", "revised_at", "revised_from", "in_doubt", "repaired_at", "first_notice_at", "called_over_at",
        "resolved_at", "merged_into", "services_down", "services_total", "services_down_at_worst", "worst_at", "second_order_share", "waves",
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Incidents_list_those_with_a_shared_cause_open_and_ended(bool isOver)
    {
        await using var host = await StartAsync(isOver ? MadeUpCause.EndedSnapshot() : MadeUpCause.Snapshot());

        using var answer = await GetAsync(host, "/api/v1/incidents");

        var cause = answer.RootElement.GetProperty(isOver ? "ended_causes" : "causes").EnumerateArray().Single();
        Assert.Empty(answer.RootElement.GetProperty(isOver ? "causes" : "ended_causes").EnumerateArray());
        Assert.Equal(CauseNames, Names(cause));
        Assert.Equal("i-9001", Text(cause, "id"));
        Assert.Equal("nimbostratus/north/tables", Text(cause, "cause"));
        Assert.Equal("component", Text(cause, "level"));
        Assert.Equal(0.97, cause.GetProperty("probability").GetDouble());
        Assert.Equal("2026-03-04T08:00:00Z", Text(cause, "onset"));
        Assert.Equal("2026-03-04T08:23:00Z", Text(cause, "first_notice_at"));
        Assert.Equal("2026-03-04T10:44:00Z", Text(cause, "called_over_at"));
        Assert.Equal(isOver ? "2026-03-04T11:45:00Z" : "null", Text(cause, "resolved_at"));
        Assert.Equal(isOver ? 0 : 8, cause.GetProperty("services_down").GetInt32());
        Assert.Equal(12, cause.GetProperty("services_total").GetInt32());
        var waves = cause.GetProperty("waves").EnumerateArray().ToList();
        Assert.Equal(["wave", "onset", "last_onset", "component", "triggered_by", "on_its_own", "services"], Names(waves[0]));
        Assert.Equal([5, 4, 4], waves.Select(w => w.GetProperty("services").GetInt32()));
        Assert.Equal([false, false, true], waves.Select(w => w.GetProperty("on_its_own").GetBoolean()));
    }

    [Fact]
    public async Task A_cause_adds_its_evidence_its_services_its_components_and_its_history()
    {
        await using var host = await StartAsync(MadeUpCause.Snapshot());

        using var answer = await GetAsync(host, "/api/v1/incidents/i-9001");

        var cause = answer.RootElement;
        Assert.Equal([.. CauseNames, "evidence", "services", "components", "expected", "recovery", "history"], Names(cause));
        Assert.Equal(["text", "weight"], Names(cause.GetProperty("evidence")[0]));
        Assert.Equal("3 of 3 vantages get an empty DNS answer", Text(cause.GetProperty("evidence")[0], "text"));
        var again = cause.GetProperty("services").EnumerateArray().Single(s => s.GetProperty("falls").GetInt32() == 2);
        Assert.Equal(["service", "incident", "down", "onset", "recovered_at", "via", "depth", "wave", "falls", "flickers"], Names(again));
        Assert.Equal(("nimbostratus/north/balancers", 3), (Text(again, "via"), again.GetProperty("wave").GetInt32()));
        var component = cause.GetProperty("components").EnumerateArray().Single(c => c.GetProperty("on_its_own").GetBoolean());
        Assert.Equal(["component", "name", "triggered_by", "on_its_own", "failure", "onset", "recovered_at"], Names(component));
        Assert.Equal("nimbostratus/north/tables", Text(component, "triggered_by"));
        Assert.Equal(
            MadeUpCause.Snapshot().Causes[0].History.Count,
            cause.GetProperty("history").GetArrayLength());
        Assert.Equal("opened", Text(cause.GetProperty("history")[0], "type"));
        var expected = cause.GetProperty("expected").EnumerateArray().ToList();
        Assert.Equal(["service", "component", "via", "probability", "earliest", "latest"], Names(expected[0]));
        Assert.Equal(("null", "nimbostratus/north/queues", 0.3), (Text(expected[1], "service"), Text(expected[1], "component"), expected[1].GetProperty("probability").GetDouble()));
        Assert.Equal("2026-03-04T12:25:00Z", Text(expected[0], "latest"));
        Assert.Equal(JsonValueKind.Null, cause.GetProperty("recovery").ValueKind);
    }

    [Fact]
    public async Task A_cause_that_is_over_tells_in_what_order_its_services_recovered()
    {
        await using var host = await StartAsync(MadeUpCause.EndedSnapshot());

        using var answer = await GetAsync(host, "/api/v1/incidents/i-9001");

        var recovery = answer.RootElement.GetProperty("recovery");
        Assert.Equal(["order", "kendall_tau", "services", "within_minutes"], Names(recovery));
        Assert.Equal(("as_they_fell", 12, 44), (Text(recovery, "order"), recovery.GetProperty("services").GetInt32(), recovery.GetProperty("within_minutes").GetDouble()));
        Assert.Equal(0.58, answer.RootElement.GetProperty("second_order_share").GetDouble());
    }

    [Fact]
    public async Task Hints_tell_what_they_stand_on_and_what_could_be_pasted()
    {
        await using var host = await StartAsync(MadeUpCause.Snapshot());

        using var answer = await GetAsync(host, "/api/v1/hints");

        Assert.Equal(["as_of", "hints", "catalogue_yaml"], Names(answer.RootElement));
        var hint = answer.RootElement.GetProperty("hints").EnumerateArray().Single();
        Assert.Equal(["service", "component", "posterior", "outages", "together", "base_rate", "criticality", "evidence", "cases"], Names(hint));
        Assert.Equal((0.9634, 5, 4, 0.0013), (hint.GetProperty("posterior").GetDouble(), hint.GetProperty("outages").GetInt32(), hint.GetProperty("together").GetInt32(), hint.GetProperty("base_rate").GetDouble()));
        Assert.Equal(["incident", "service_incident", "onset", "after_minutes"], Names(hint.GetProperty("cases")[0]));
        Assert.Contains("- on: nimbostratus/north/tables", Text(answer.RootElement, "catalogue_yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Components_tell_what_each_vantage_sees_and_what_is_said_of_them()
    {
        await using var host = await StartAsync(MadeUpCause.Snapshot());

        using var answer = await GetAsync(host, "/api/v1/components");

        Assert.Equal(["as_of", "sight", "components"], Names(answer.RootElement));
        var component = answer.RootElement.GetProperty("components")[0];
        Assert.Equal(["id", "name", "incident", "probes", "notices"], Names(component));
        Assert.Equal("i-9001", Text(component, "incident"));
        var probes = component.GetProperty("probes");
        Assert.Equal(["state", "failure", "failing", "known", "vantages", "quorum", "failing_since", "as_of", "sightings"], Names(probes));
        Assert.Equal([2, 2, 3, 2], new[] { "failing", "known", "vantages", "quorum" }.Select(n => probes.GetProperty(n).GetInt32()));
        var sightings = probes.GetProperty("sightings").EnumerateArray().ToList();
        Assert.Equal(["vantage", "probe", "state", "failure", "detail", "since", "at", "elapsed_ms"], Names(sightings[0]));
        Assert.Equal([("node", "down"), ("frankfurt", "down"), ("virginia", "unknown")], sightings.Select(s => (Text(s, "vantage"), Text(s, "state"))));
        Assert.Equal(1240, sightings[0].GetProperty("elapsed_ms").GetDouble());
        Assert.Equal("partial_outage", Text(component.GetProperty("notices")[0], "state"));
    }

    [Fact]
    public async Task Notices_tell_who_said_what_when_and_where()
    {
        await using var host = await StartAsync(MadeUpCause.Snapshot());

        using var answer = await GetAsync(host, "/api/v1/notices");

        Assert.Equal(["as_of", "notices"], Names(answer.RootElement));
        var notice = answer.RootElement.GetProperty("notices")[0];
        Assert.Equal(["provider", "component", "named", "state", "posted_at", "revised_at", "seen_at", "resolved_at", "text", "link"], Names(notice));
        Assert.Equal("2026-03-04T08:23:00Z", Text(notice, "posted_at"));
        Assert.Equal("2026-03-04T10:45:00Z", Text(notice, "resolved_at"));
        Assert.Equal("https://status.nimbostratus.example/1", Text(notice, "link"));
        Assert.Equal("null", Text(answer.RootElement.GetProperty("notices")[1], "resolved_at"));
    }

    [Fact]
    public async Task Feeds_tell_how_well_each_page_is_read_and_what_no_rule_maps()
    {
        await using var host = await StartAsync(MadeUpCause.Snapshot());

        using var answer = await GetAsync(host, "/api/v1/feeds");

        Assert.Equal(["as_of", "sight", "uplink_lost_since", "feeds"], Names(answer.RootElement));
        var feed = answer.RootElement.GetProperty("feeds").EnumerateArray().Single();
        Assert.Equal(["provider", "url", "read_at", "failure", "unmapped"], Names(feed));
        Assert.Equal("2026-03-04T11:59:00Z", Text(feed, "read_at"));
        Assert.Equal("Tables in the West", feed.GetProperty("unmapped")[0].GetString());
    }

    private static Task<PageHost> StartAsync(PublicSnapshot snapshot) =>
        PageHost.StartAsync(snapshot, more: app => app.MapApi(app.Services.GetRequiredService<IPublicView>()));

    private static async Task<JsonDocument> GetAsync(PageHost host, string path)
    {
        using var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "null";

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);
}
