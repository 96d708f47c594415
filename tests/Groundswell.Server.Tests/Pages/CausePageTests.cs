using System.Net;
using Groundswell.Publication;
using Groundswell.Server.Serving;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Tests.Pages;

public sealed class CausePageTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cause_has_its_probability_its_sentence_its_suppliers_word_its_waves_its_tree_and_its_services()
    {
        await using var host = await PageHost.StartAsync(MadeUpCause.Snapshot());

        var text = await TextAsync(host, "/incidents/i-9001");

        Assert.Contains("<h1>Nimbostratus Cloud north Tables</h1>", text, StringComparison.Ordinal);
        Assert.Contains("title=\"97 %\">8 down · likely cause · high confidence</span>", text, StringComparison.Ordinal);
        Assert.Contains("<p class=\"lead\">Tables of Nimbostratus Cloud in north fail: its DNS answer is empty.</p>", text, StringComparison.Ordinal);
        Assert.Contains("first posted about it at <time datetime=\"2026-03-04T08:23Z\" class=\"c\">08:23</time>, 23 min after it began. It marked a notice resolved at <time datetime=\"2026-03-04T10:44Z\" class=\"c\">10:44</time>; another is still open.", text, StringComparison.Ordinal);
        Assert.Contains("Wave 1: 5 services", text, StringComparison.Ordinal);
        Assert.Contains("Wave 2: 4 services", text, StringComparison.Ordinal);
        Assert.Contains("Wave 3: 4 services", text, StringComparison.Ordinal);
        Assert.Contains(">no longer caused by Tables</text>", text, StringComparison.Ordinal);
        Assert.Contains("<li class=\"hit in1\"><a href=\"/components/nimbostratus/north/balancers\">Load balancers</a>", text, StringComparison.Ordinal);
        Assert.Contains("<dt>Now</dt><dd>8 down, of 12 services</dd>", text, StringComparison.Ordinal);
        foreach (var member in MadeUpCause.Snapshot().Causes[0].Members.Keys)
        {
            Assert.Contains($"<a href=\"/services/{member}\">", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/incidents/i-9001")]
    [InlineData("/what-if/nimbostratus/north/balancers")]
    public async Task Where_a_supplier_is_named_its_page_is_a_link_away(string page)
    {
        await using var host = await PageHost.StartAsync(MadeUpCause.Snapshot());

        Assert.Contains("<a href=\"/providers/nimbostratus\">Nimbostratus Cloud</a>", await TextAsync(host, page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cause_that_is_over_says_how_long_it_lasted()
    {
        await using var host = await PageHost.StartAsync(MadeUpCause.EndedSnapshot());

        var text = await TextAsync(host, "/incidents/i-9001");

        Assert.Contains("<dt>Lasted</dt><dd>3 h 45 min</dd>", text, StringComparison.Ordinal);
        Assert.Contains(">Resolved · 12 services ·", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cause_says_what_is_expected_to_fall_next_with_how_likely_and_when()
    {
        await using var host = await PageHost.StartAsync(MadeUpCause.Snapshot());

        var text = await TextAsync(host, "/incidents/i-9001");

        Assert.Contains("<h2>May be affected soon</h2>", text, StringComparison.Ordinal);
        Assert.Contains("62 %, expected within 8–25 min, through Load balancers", text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/components/nimbostratus/north/queues\">Queues</a> <span class=\"dim\">30 %, expected within 11–40 min, through Tables", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cause_that_is_over_says_in_what_order_its_services_recovered_and_who_stayed_up()
    {
        await using var open = await PageHost.StartAsync(MadeUpCause.Snapshot());
        await using var ended = await PageHost.StartAsync(MadeUpCause.EndedSnapshot());

        var (before, after) = (await TextAsync(open, "/incidents/i-9001"), await TextAsync(ended, "/incidents/i-9001"));

        Assert.DoesNotContain("services recovered in", before, StringComparison.Ordinal);
        Assert.DoesNotContain("affected soon", after, StringComparison.Ordinal);
        Assert.Contains("The 12 services recovered in the order in which they failed.", after, StringComparison.Ordinal);
        Assert.Contains("<dt>Affected indirectly</dt><dd>58 % of its services</dd>", after, StringComparison.Ordinal);
        Assert.Contains("<strong>Stayed up</strong><p>Though they need what failed: never-down, ", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_component_lists_what_often_fails_with_it_as_a_hint_and_only_there()
    {
        await using var host = await StartAsync();

        var (tables, balancers) = (await TextAsync(host, "/components/nimbostratus/north/tables"), await TextAsync(host, "/components/nimbostratus/north/balancers"));

        Assert.Contains("Often fail with it, though no dependency is known", tables, StringComparison.Ordinal);
        Assert.Contains("failed in 4 of 5 outages of it (i-80, i-70, i-60, i-50), and in 0.1 % of times as long without one. That it needs it: 96 %.", tables, StringComparison.Ordinal);
        Assert.DoesNotContain("Often fail with it", balancers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_component_tells_what_each_vantage_sees_and_what_is_too_old_is_not_known()
    {
        await using var host = await StartAsync();

        var text = await TextAsync(host, "/components/nimbostratus/north/balancers");

        Assert.Contains("<h1>Nimbostratus Cloud north Load balancers</h1>", text, StringComparison.Ordinal);
        Assert.Contains("Failing · our checks: server errors (5xx) from 2 of 3 locations · Nimbostratus Cloud: partial outage", text, StringComparison.Ordinal);
        Assert.Contains("data-h=\"Location\">node</td>", text, StringComparison.Ordinal);
        Assert.Contains("<span class=\"v d\">fails: server errors (5xx)</span></td><td data-h=\"Detail\">503 Service Unavailable</td>", text, StringComparison.Ordinal);
        Assert.Contains("data-h=\"Location\">virginia</td><td data-h=\"Check\">https</td><td data-h=\"State\"><span class=\"v n\">not known</span>", text, StringComparison.Ordinal);
        Assert.Contains("data-h=\"Took\">1.2 s</td>", text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/incidents/i-9001\">", text, StringComparison.Ordinal);
        Assert.Contains("href=\"/what-if/nimbostratus/north/balancers\"", text, StringComparison.Ordinal);
        Assert.Contains("href=\"/components/nimbostratus/north/tables\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_component_tells_its_changes_its_notices_and_who_needs_it()
    {
        await using var host = await StartAsync();

        var text = await TextAsync(host, "/components/nimbostratus/north/tables");

        Assert.Contains("<span class=\"v d\">fails: its DNS answer is empty</span></td><td data-h=\"Detail\">no addresses</td>", text, StringComparison.Ordinal);
        Assert.Contains("<strong>Tables (North): resolved</strong>", text, StringComparison.Ordinal);
        Assert.Contains("href=\"https://status.nimbostratus.example/1\" rel=\"nofollow noopener\"", text, StringComparison.Ordinal);
        Assert.Contains("<dt>Services that need it</dt><dd>7</dd>", text, StringComparison.Ordinal);
        Assert.Contains("<dt>Components that need it</dt><dd>3</dd>", text, StringComparison.Ordinal);
        Assert.Contains("href=\"/components/edgeway/global/cdn\">Edgeway Content delivery</a> <span class=\"dim\">partial dependency</span>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_supplier_writes_is_text_and_a_link_that_is_no_web_address_is_left_out()
    {
        await using var host = await StartAsync();

        var text = await TextAsync(host, "/providers/nimbostratus");

        Assert.Contains("&lt;b&gt;Over&lt;/b&gt;", text, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_component_that_nothing_probes_is_not_called_well()
    {
        await using var host = await StartAsync();

        var text = await TextAsync(host, "/components/edgeway/global/cdn");

        Assert.Contains("<span class=\"v n\">Not known · not checked by us</span>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"v u\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_dependants_all_are_counted_and_fifty_are_named()
    {
        await using var host = await PageHost.StartAsync(MadeUpCause.Snapshot(400));

        var text = await TextAsync(host, "/components/edgeway/global/cdn");

        Assert.Contains("<dt>Services that need it</dt><dd>200</dd>", text, StringComparison.Ordinal);
        Assert.Equal(50, text.Split("<a href=\"/services/").Length - 1);
        Assert.Contains("And 150 more.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_lists_its_components_the_failing_first_with_its_incidents_and_its_own_page()
    {
        await using var host = await StartAsync();

        var text = await TextAsync(host, "/providers/nimbostratus");

        var order = new[] { "north/balancers", "north/tables", "north/queues", "north/servers", "south/servers" }
            .Select(c => text.IndexOf($"data-h=\"Component\"><a href=\"/components/nimbostratus/{c}\">", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, order);
        Assert.Equal(order.Order(), order);
        Assert.Contains("1 open incident is traced to it; 2 of its 5 components with problems.", text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://status.nimbostratus.example/\" rel=\"nofollow noopener\">", text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/incidents/i-9001\">Nimbostratus Cloud north Tables</a>, open", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_providers_page_is_judged_by_how_late_it_spoke_and_by_how_early_it_called_it_over()
    {
        var ended = MadeUpCause.EndedSnapshot();
        await using var host = await PageHost.StartAsync(ended with { Notices = [ended.Notices[0]] });

        var text = await TextAsync(host, "/providers/nimbostratus");

        Assert.Contains("Judged on 1 recent incident.", text, StringComparison.Ordinal);
        Assert.Contains("<dd>23 min after it began</dd>", text, StringComparison.Ordinal);
        Assert.Contains("<dt>Not reported</dt><dd>0 of 1</dd>", text, StringComparison.Ordinal);
        Assert.Contains("<dt>Marked resolved too early</dt><dd>1 of 1, by 41 min in the median</dd>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 30, "<dt>Not reported</dt><dd>1 of 1</dd>")]
    [InlineData(true, 12, "1 incident has no post so far")]
    [InlineData(false, 30, "None yet")]
    [InlineData(false, 30, "1 incident is not held against it")]
    public async Task A_silent_page_is_held_against_a_provider_only_after_a_day_and_if_it_was_read(bool isRead, int hours, string words)
    {
        var ended = MadeUpCause.EndedSnapshot();
        var incident = ended.EndedCauses[0];
        var silent = Incidents.Causes.CauseIncident.Fold(incident.History.Where(e => e is not Incidents.Causes.CauseEvent.NoticeSeen))!;
        await using var host = await PageHost.StartAsync(ended with
        {
            At = ended.At.AddHours(hours),
            EndedCauses = [silent],
            Notices = [],
            Sensing = isRead ? ended.Sensing : SensingStanding.Blind,
        });

        Assert.Contains(words, await TextAsync(host, "/providers/nimbostratus"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_of_whom_nothing_is_on_record_is_not_judged()
    {
        await using var host = await StartAsync();

        var text = await TextAsync(host, "/providers/second-names");

        Assert.Contains("None yet: no incident traced to it", text, StringComparison.Ordinal);
        Assert.Contains("None of its components is monitored.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/components/nimbostratus/north/tablets")]
    [InlineData("/components/nimbostratus/north")]
    [InlineData("/components/a/b/c/d")]
    [InlineData("/components/a/b/%3Cscript%3E")]
    [InlineData("/providers/nobody")]
    [InlineData("/providers/%3Cscript%3E")]
    public async Task What_the_catalogue_does_not_have_is_not_found_and_not_kept(string path)
    {
        await using var host = await StartAsync();

        var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("<script>", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.Equal(0, host.Services.GetRequiredService<PageCache>().Count);
    }

    [Theory]
    [InlineData("/components/nimbostratus/north/tables")]
    [InlineData("/providers/nimbostratus")]
    public async Task The_pages_are_kept_and_can_be_followed(string path)
    {
        await using var host = await StartAsync();

        await TextAsync(host, path);
        await TextAsync(host, path);

        Assert.Equal(1, host.Services.GetRequiredService<PageCache>().Count);
        Assert.True(PageAddress.TryParse(path, out var address));
        Assert.Equal(path, $"/{(address.Kind == PageKind.Component ? "components" : "providers")}/{address.Key}");
    }

    private static async Task<PageHost> StartAsync()
    {
        var host = await PageHost.StartAsync(MadeUpCause.Snapshot());
        host.View.Changes = MadeUpCause.Changes;
        return host;
    }

    private static async Task<string> TextAsync(PageHost host, string path)
    {
        var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancelled);
    }
}
