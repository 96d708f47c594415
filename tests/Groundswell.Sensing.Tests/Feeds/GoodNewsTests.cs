using Groundswell.Catalogue;

namespace Groundswell.Sensing.Tests.Feeds;

/// <summary>A page is fine only if it is known whose it is, all of it was read, and it does not say otherwise of itself as a whole.</summary>
public sealed class GoodNewsTests
{
    [Theory]
    [InlineData("""{"overallStatus":{"name":"Offline","isOfflineState":true},"activeIncidents":[],"statusPage":{"pageTitle":"Dune"}}""")]
    [InlineData("""{"activeIncidents":[]}""")]
    [InlineData("""{"activeMaintenances":[]}""")]
    [InlineData("""{"page":{"status":"active"},"activeIncidents":[]}""")]
    [InlineData("""{"page":{"name":"x","status":"ok"}}""")]
    [InlineData("""{"status":{"type":"ok"}}""")]
    [InlineData("""[{"name":"cron","status":"OK"}]""")]
    [InlineData("""{"components":[{"name":"cron","status":"OK"}]}""")]
    [InlineData("""{"active_incidents":[]}""")]
    [InlineData("""{"status":"ok","date_created":"2031-03-04T10:00:00Z","services":[{"name":"API","status":"down"}]}""")]
    [InlineData("""{"status":{"indicator":"none"}}""")]
    [InlineData("""{"page":{"number":1,"size":20},"incidents":[]}""")]
    [InlineData("""{"page":{},"components":[]}""")]
    [InlineData("""{"incidents":[]}""")]
    [InlineData("""{"components":[]}""")]
    [InlineData("""{"page":{"name":"x"},"components":[]}""")]
    [InlineData("""{"incidents":[{"id":1,"name":"x","status":"resolved"}]}""")]
    [InlineData("""{"Status":"OK","Message":"Not found"}""")]
    [InlineData("""{"status":"ok","lastUpdatedTime":"2031-03-04T10:00:00Z"}""")]
    [InlineData("""{"data":{"status":"success","message":"Welcome","user":{}}}""")]
    [InlineData("""{"data":[],"meta":{}}""")]
    [InlineData("""{"data":[{"name":"worker","status":1}]}""")]
    [InlineData("""{"status":{"code":"ok"},"issues":[]}""")]
    [InlineData("""{"posts":[{"summary":"x","date":"1900000000"}]}""")]
    [InlineData("""{"result":{"maintenance":{"active":[],"upcoming":[]}}}""")]
    [InlineData("""{"ongoing_incidents":[]}""")]
    public void A_shape_that_anybody_may_have_is_not_taken_for_one_that_is_known(string body) => Assert.Equal("unreadable", Inline.Said(body));

    [Theory]
    [InlineData("""{"page":{"name":"x"},"status":{"indicator":"none","description":"y"},"incidents":{}}""", "'incidents' is not a list")]
    [InlineData("""{"page":{"name":"x"},"status":{"indicator":"none","description":"y"},"components":[null]}""", "row 1 of its 'components'")]
    [InlineData("""{"page":{"name":"x"},"components":[{"id":"a","name":"API","status":"operational"},"Web"]}""", "row 2 of its 'components'")]
    [InlineData("""{"page":{"name":"x"},"components":[{"id":"a","name":"API","status":"operational"}],"status":"major_outage"}""", "'status' is not an object")]
    [InlineData("""{"page":{"name":"x","status":"UP"},"activeIncidents":{"a":1}}""", "'activeIncidents' is not a list")]
    [InlineData("""[{"name":"EU","status":"OPERATIONAL","children":{"name":"API","status":"MAJOROUTAGE"}}]""", "'children' is not a list")]
    [InlineData("""{"status":"ok","date_created":"2031-03-04T10:00:00Z","active_incidents":"none"}""", "'active_incidents' is not a list")]
    [InlineData("""{"page_title":"x","ongoing_incidents":7}""", "'ongoing_incidents' is not a list")]
    [InlineData("""{"data":{"type":"status_page","attributes":{"company_name":"x","aggregate_state":"operational"}},"included":{"type":"status_report"}}""", "'included' is not a list")]
    [InlineData("""{"result":{"status_overall":{"status_code":100},"status":"x"}}""", "'status' is not a list")]
    [InlineData("""{"result":{"status_overall":{"status_code":100},"status":[{"id":"a","name":"Git","status_code":100,"containers":"EU"}]}}""", "'containers' is not a list")]
    [InlineData("""{"status":[{"system":"Apps","status":"green"}],"incidents":"none"}""", "'incidents' is not a list")]
    [InlineData("""{"status":[{"system":"Apps","status":"green"},{"name":"Data","status":"green"}]}""", "names no system")]
    [InlineData("""{"current":[5],"archive":[]}""", "row 1 of its 'current'")]
    [InlineData("""[{"key":"EU1","location":"EMEA","status":"OK","isActive":true},{"key":"NA1","state":"down"}]""", "neither an instance nor an incident")]
    [InlineData("""[{"id":"1","external_desc":"x","end":"2031-03-04T10:00:00Z"},"y"]""", "row 2 of it")]
    [InlineData("""{"meta":{"pagination":{"total":40,"count":20,"per_page":20,"current_page":1,"total_pages":2}},"data":[{"id":1,"name":"API","status":1,"status_name":"Operational"}]}""", "several pages")]
    public void What_is_not_of_its_type_was_not_read_and_is_no_good_news(string body, string reason) => Assert.Contains(reason, Inline.Reason(body), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"page":{"name":"x"},"incidents":[{"id":"i","name":"API fails","status":"investigating","impact":"major"}],"components":{}}""", "x: PartialOutage")]
    [InlineData("""{"status":"ok","date_created":"2031-03-04T10:00:00Z","active_incidents":[{"id":1,"title":"x","type":"outage","status":"active"},"y"]}""", "Slack: MajorOutage")]
    public void Trouble_that_was_read_is_told_though_a_part_was_not(string body, string said) => Assert.Equal(said, Inline.Said(body));

    [Theory]
    [InlineData("""{"status":"active","date_created":"2031-03-04T10:00:00Z","active_incidents":[]}""", "Slack: Degraded")]
    [InlineData("""{"status":"active","date_created":"2031-03-04T10:00:00Z","active_incidents":[{"id":1,"title":"x","type":"maintenance","status":"scheduled"}]}""", "Slack: Degraded")]
    [InlineData("""{"status":"broken","date_created":"2031-03-04T10:00:00Z","active_incidents":[]}""", "Slack: Unknown")]
    [InlineData("""{"page":{"name":"x","status":"HASISSUES"},"activeMaintenances":[{"id":"m","name":"y","status":"INPROGRESS"}]}""", "x: Maintenance, x: Degraded")]
    [InlineData("""{"page":{"name":"x"},"status":{"indicator":"critical","description":"y"},"components":[{"id":"a","name":"API","status":"degraded_performance"}]}""", "API: Degraded, x: MajorOutage")]
    [InlineData("""{"page":{"name":"x"},"status":{"indicator":"minor","description":"y"},"components":[{"id":"a","name":"API","status":"under_maintenance"}]}""", "API: Maintenance, x: Degraded")]
    [InlineData("""{"data":{"type":"status_page","attributes":{"company_name":"x","aggregate_state":"downtime"}},"included":[{"id":"r","type":"status_page_resource","attributes":{"public_name":"API","status":"degraded"}}]}""", "API: Degraded, x: MajorOutage")]
    [InlineData("""{"data":{"type":"status_page","attributes":{"company_name":"x","aggregate_state":"operational"}},"included":[{"id":"r","type":"status_page_resource","attributes":{"public_name":"API"}}]}""", "API: Unknown")]
    [InlineData("""{"result":{"status_overall":{"status_code":500},"status":[{"id":"a","name":"Git","status_code":300,"containers":[]}]}}""", "Git: Degraded, page: MajorOutage")]
    [InlineData("""[{"key":"EU1","location":"EMEA","status":"OK","isActive":true,"Incidents":[{"id":1,"IncidentImpacts":[{"startTime":"2031-03-04T10:00:00Z","endTime":null,"type":"serviceDisruption","severity":"major"}]}]}]""", "EU1: MajorOutage")]
    [InlineData("""{"page":{"name":"x"},"components":[{"name":"API","status":"major_outage"},{"name":"API","status":"operational"}]}""", "API: MajorOutage")]
    public void What_a_page_says_of_the_whole_counts_where_it_is_worse_than_the_parts(string body, string said) => Assert.Equal(said, Inline.Said(body));

    [Theory]
    [InlineData("""{"status":"ok","date_created":"2031-03-04T10:00:00Z"}""")]
    [InlineData("""{"page":{"name":"x","url":"https://x.example","status":"UP"}}""")]
    [InlineData("""{"page":{"id":"p"},"incidents":[]}""")]
    [InlineData("""{"page":{"id":"p","name":"x"},"scheduled_maintenances":[]}""")]
    [InlineData("""{"page":{"name":"x"},"status":{"indicator":"none","description":"y"}}""")]
    [InlineData("""{"page_title":"x","ongoing_incidents":null,"in_progress_maintenances":null}""")]
    [InlineData("""{"meta":{"pagination":{"total":0,"count":0,"per_page":20,"current_page":1,"total_pages":1}},"data":[]}""")]
    [InlineData("""{"data":{"status":"success","message":"System operational"}}""")]
    [InlineData("""{"status":{"Production":"green","Development":"green"},"issues":[]}""")]
    [InlineData("""{"incidents":[{"id":"i","name":"x","status":"resolved","impact":"minor","created_at":"2031-03-04T10:00:00Z","incident_updates":[]}]}""")]
    [InlineData("""{"components":[{"id":"a","name":"API","status":"operational","position":1,"page_id":"p"}]}""")]
    [InlineData("""{"data":[{"id":1,"name":"API","status":1,"status_name":"Operational"}]}""")]
    public void A_page_that_is_known_and_says_nothing_of_trouble_is_fine(string body) => Assert.Equal("healthy", Inline.Said(body));

    [Fact]
    public void Incidents_without_the_object_of_the_page_are_read()
    {
        const string Body = """{"incidents":[{"id":"i","name":"API fails","status":"investigating","impact":"major","created_at":"2031-03-04T10:00:00Z","incident_updates":[],"components":[{"id":"a","name":"API","status":"major_outage"}]}]}""";

        Assert.Equal("API: MajorOutage", Inline.Said(Body));
        Assert.Equal("healthy", Inline.Said("""{"incidents":[]}""", kind: FeedKind.Statuspage));
    }

    [Theory]
    [InlineData("operational", "degraded_performance", "major", "A: Degraded, B: Degraded")]
    [InlineData("operational", "major_outage", "major", "A: PartialOutage, B: MajorOutage")]
    [InlineData("operational", "operational", "major", "A: PartialOutage, B: PartialOutage")]
    [InlineData("operational", "partial_outage", "critical", "A: PartialOutage, B: PartialOutage")]
    [InlineData("operational", "under_maintenance", "major", "A: PartialOutage, B: PartialOutage")]
    public void Of_an_incident_on_several_components_the_worse_is_not_told_as_the_better(string a, string b, string impact, string said) => Assert.Equal(
        said,
        Inline.Said($$"""{"page":{"name":"x"},"incidents":[{"id":"i","name":"y","status":"identified","impact":"{{impact}}","components":[{"id":"a","name":"A","status":"{{a}}"},{"id":"b","name":"B","status":"{{b}}"}]}]}"""));

    [Theory]
    [InlineData("""{"page":{"name":"x","status":"HASISSUES"},"activeIncidents":[{"id":"i","name":"y","status":"IDENTIFIED","impact":"MAJOROUTAGE","components":[{"id":"a","name":"A","status":"OPERATIONAL"},{"id":"b","name":"B","status":"DEGRADEDPERFORMANCE"}]}]}""")]
    [InlineData("""{"page_title":"x","ongoing_incidents":[{"id":"i","name":"y","status":"identified","current_worst_impact":"full_outage","affected_components":[{"id":"a","name":"A","current_status":"operational"},{"id":"b","name":"B","current_status":"degraded_performance"}]}]}""")]
    public void The_same_holds_for_every_maker(string body) => Assert.Equal("A: Degraded, B: Degraded", Inline.Said(body));

    [Theory]
    [InlineData("""{"data":[{"id":1,"name":"Move","message":"x","status":1,"scheduled_at":"2031-03-04 10:00:00","completed_at":null}]}""", "page: Maintenance")]
    [InlineData("""{"data":[{"id":1,"name":"Move","message":"x","status":0,"scheduled_at":"2031-03-05 10:00:00","completed_at":null}]}""", "healthy")]
    [InlineData("""{"data":[{"id":1,"name":"Move","message":"x","status":2,"scheduled_at":"2031-03-04 10:00:00","completed_at":"2031-03-04 11:00:00"}]}""", "healthy")]
    [InlineData("""{"data":[{"id":"1","type":"schedules","attributes":{"name":"Move","status":{"human":"In progress","value":1}}}]}""", "page: Maintenance")]
    public void Cachets_schedules_are_work_and_no_incidents(string body, string said) => Assert.Equal(said, Inline.Said(body));
}
