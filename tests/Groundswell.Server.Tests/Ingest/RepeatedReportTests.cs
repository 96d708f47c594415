using System.Net;
using System.Text.Json;

namespace Groundswell.Server.Tests.Ingest;

/// <summary>The same person or the same request twice. The tests move the clock of their common node on, never back.</summary>
public sealed class RepeatedReportTests(SharedNode node) : IClassFixture<SharedNode>
{
    [Fact]
    public async Task A_request_sent_again_with_its_key_gets_the_same_answer_and_is_stored_once()
    {
        const string json = """{"service":"acme","symptom":"login","reporter":"r1","comment":"retried","idempotency_key":"retried-1"}""";

        var first = await ReportAsync(json);
        var again = await ReportAsync(json);

        Assert.Equal((HttpStatusCode.Created, true, false), (first.Status, first.Counted, first.Duplicate));
        Assert.Equal((HttpStatusCode.OK, first.Id, true, true), (again.Status, again.Id, again.Counted, again.Duplicate));
        Assert.Equal(1, Assert.Single(node.Stored("retried")).Weight);
    }

    [Fact]
    public async Task A_key_that_came_with_another_report_is_refused_with_422_and_its_field()
    {
        await ReportAsync("""{"service":"acme","symptom":"login","reporter":"k1","comment":"first of key","idempotency_key":"used-1"}""");
        using var response = await node.PostAsync("""{"service":"bolt","symptom":"login","reporter":"k1","comment":"second of key","idempotency_key":"used-1"}""");

        var problem = await ProblemAnswer.ReadAsync(response, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("idempotency_key", Assert.Single(problem.Errors).Field);
        Assert.Empty(node.Stored("second of key"));
    }

    [Fact]
    public async Task A_report_again_within_30_minutes_is_answered_but_not_kept_and_counts_after_them()
    {
        const string json = """{"service":"acme","symptom":"login","reporter":"again","comment":"once more"}""";

        var first = await ReportAsync(json);
        node.Node.Time.Advance(TimeSpan.FromSeconds((30 * 60) - 1));
        var within = await ReportAsync(json);
        node.Node.Time.Advance(TimeSpan.FromSeconds(1));
        var after = await ReportAsync(json);

        Assert.Equal([true, false, true], [first.Counted, within.Counted, after.Counted]);
        Assert.All([first, within, after], answer => Assert.Equal((HttpStatusCode.Created, false), (answer.Status, answer.Duplicate)));
        Assert.Equal([1, 1], node.Stored("once more").Select(r => r.Weight));
    }

    [Fact]
    public async Task A_late_report_sent_over_and_over_counts_once_although_a_later_one_counted()
    {
        var now = node.Node.Time.GetUtcNow();
        var counted = new List<bool>();
        foreach (var minutes in (int[])[0, 40, 40, 41, 40, 0])
        {
            counted.Add((await ReportAsync($$"""{"service":"acme","symptom":"login","reporter":"late","event_time":"{{now.AddMinutes(-minutes):O}}"}""")).Counted);
        }

        Assert.Equal([true, true, false, false, false, false], counted);
    }

    [Fact]
    public async Task Another_symptom_of_the_same_service_is_a_repeat_and_another_service_is_none()
    {
        var first = await ReportAsync("""{"service":"acme","symptom":"login","reporter":"several"}""");
        var symptom = await ReportAsync("""{"service":"acme","symptom":"app","reporter":"several"}""");
        var service = await ReportAsync("""{"service":"bolt","symptom":"login","reporter":"several"}""");

        Assert.Equal([true, false, true], [first.Counted, symptom.Counted, service.Counted]);
    }

    [Fact]
    public async Task One_who_names_no_reporter_is_told_by_the_address()
    {
        var first = await ReportAsync("""{"service":"acme","symptom":"login","comment":"by address"}""");
        var again = await ReportAsync("""{"service":"acme","symptom":"login","comment":"by address"}""");

        Assert.True(first.Counted);
        Assert.False(again.Counted);
        Assert.Equal(1, Assert.Single(node.Stored("by address")).Weight);
    }

    private async Task<Answer> ReportAsync(string json)
    {
        using var response = await node.PostAsync(json);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var root = answer.RootElement;
        return new Answer(response.StatusCode, root.GetProperty("id").GetGuid(), root.GetProperty("counted").GetBoolean(), root.GetProperty("duplicate").GetBoolean());
    }

    private sealed record Answer(HttpStatusCode Status, Guid Id, bool Counted, bool Duplicate);
}
