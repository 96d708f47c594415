using System.Globalization;
using System.Net;
using System.Text.Json;
using Groundswell.Sensing.Vantages;
using Groundswell.Server.Vantages;
using Groundswell.Signals;

namespace Groundswell.Server.Tests.Vantages;

/// <summary>What the node answers, whoever asks.</summary>
public sealed partial class VantageTests
{
    [Fact]
    public async Task A_batch_that_is_sent_again_is_taken_once()
    {
        using var client = new HttpClient { BaseAddress = _address };
        var body = VantageLists.WriteResults([Result("acme/r1/db", "front", TimeProvider.System.GetUtcNow())]);

        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(Signed("paris", 5, body), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await client.SendAsync(Signed("paris", 5, body), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await client.SendAsync(Signed("paris", 4, body), Cancelled)).StatusCode);
        Assert.Single(Snapshot());
    }

    [Fact]
    public async Task A_number_that_a_thief_chose_as_high_as_can_be_bars_no_later_one_and_is_taken_once()
    {
        using var client = new HttpClient { BaseAddress = _address };
        var now = TimeProvider.System.GetUtcNow();
        var body = VantageLists.WriteResults([Result("acme/r1/db", "front", now)]);

        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(Signed("paris", long.MaxValue, body), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await client.SendAsync(Signed("paris", long.MaxValue, body), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(Signed("paris", now.ToUnixTimeMilliseconds() * 1000, body), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await client.SendAsync(Signed("paris", now.ToUnixTimeMilliseconds() * 1000, body), Cancelled)).StatusCode);
        Assert.Equal(2, Snapshot().Count);
    }

    [Fact]
    public async Task A_token_in_a_file_comes_and_goes_while_the_node_runs_and_a_broken_file_changes_nothing()
    {
        var path = _folder["tokens"];
        List<VantageId> forgotten = [];
        var (oslo, now) = (VantageId.Parse("oslo"), TimeProvider.System.GetUtcNow());
        await File.WriteAllTextAsync(path, "# none yet\n", Cancelled);
        var desk = new VantageDesk([Token("paris")], () => _plan, Take, now, new VantageTokenFile(path), forgotten.Add);
        Assert.Null(desk.Find(oslo));

        await WriteAsync($"oslo:{Secret}", 1);
        var line = desk.Find(oslo)!;
        Assert.Empty(forgotten);

        await WriteAsync($"oslo:{Secret}\nlima:short", 2);
        Assert.Same(line, desk.Find(oslo));
        Assert.Contains(":2:", desk.TokenTrouble, StringComparison.Ordinal);

        await WriteAsync($"lima:{Secret}", 3);
        var batch = new VantageBatch([Result("acme/r1/db", "front", now)], [0], []);
        Assert.IsType<VantageReceipt.NoRoom>(desk.Take(line, 1, batch, now));
        Assert.Null(desk.Find(oslo));
        Assert.NotNull(desk.Find(VantageId.Parse("lima")));
        Assert.Equal([oslo], forgotten);
        Assert.NotNull(desk.Find(VantageId.Parse("paris")));
        Assert.Null(desk.TokenTrouble);

        // Another second for the file system's clock.
        async Task WriteAsync(string text, int seconds)
        {
            await File.WriteAllTextAsync(path, text, Cancelled);
            File.SetLastWriteTimeUtc(path, now.UtcDateTime.AddSeconds(seconds));
        }
    }

    [Fact]
    public async Task A_vantage_speaks_for_itself_only_and_of_its_plan_only()
    {
        using var client = new HttpClient { BaseAddress = _address };
        var now = TimeProvider.System.GetUtcNow();
        var body = VantageLists.WriteResults(
        [
            Result("acme/r1/db", "front", now) with { Vantage = VantageId.Parse("rome") },
            Result("acme/r1/other", "front", now),
            Result("acme/r1/db", "back", now),
            Result("acme/r1/db", "front", now.AddHours(1)),
            Result("acme/r1/db", "front", now.AddDays(-2)),
            Result("acme/r1/db", "front", now) with { Elapsed = TimeSpan.FromDays(1) },
            Result("acme/r1/db", "front", now) with { Address = "<script>" },
        ]);
        var answer = await client.SendAsync(Signed("paris", 1, body), Cancelled);

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal((1, 6), (json.RootElement.GetProperty("taken").GetInt32(), json.RootElement.GetProperty("passed_over").GetInt32()));
        Assert.Equal(
            ["1 probe", "2 probe", "3 at", "4 at", "5 elapsed", "6 address"],
            json.RootElement.GetProperty("rejected").EnumerateArray().Select(r => $"{r.GetProperty("result")} {r.GetProperty("field")}"));
        Assert.Equal(VantageId.Parse("paris"), Assert.Single(Snapshot()).Vantage);
    }

    [Fact]
    public async Task Who_has_no_token_or_signs_an_old_or_changed_request_is_refused()
    {
        using var client = new HttpClient { BaseAddress = _address };
        var now = TimeProvider.System.GetUtcNow();
        var changed = Signed("paris", 1, "[]"u8.ToArray());
        changed.Content = new ByteArrayContent("[ ]"u8.ToArray()) { Headers = { ContentType = new("application/json") } };
        var stranger = Signed("paris", 1, [], Token("paris", "another-secret-of-16"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri(VantageRequest.PlanPath, UriKind.Relative), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(changed, Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(stranger, Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(Signed("paris", 1, [], at: now.AddMinutes(-10)), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(Signed("oslo", 1, []), Cancelled)).StatusCode);
        Assert.Empty(Snapshot());
    }

    [Fact]
    public async Task A_plan_that_has_not_changed_is_not_sent_again()
    {
        using var client = new HttpClient { BaseAddress = _address };
        var first = await client.SendAsync(Signed("paris", 0, [], path: VantageRequest.PlanPath), Cancelled);
        var again = Signed("paris", 0, [], path: VantageRequest.PlanPath);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(again, Cancelled)).StatusCode);

        _plan = [Planned("acme/r1/db", "front"), Planned("acme/r1/db", "back")];
        var changed = Signed("paris", 0, [], path: VantageRequest.PlanPath);
        changed.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(changed, Cancelled)).StatusCode);
    }

    [Fact]
    public async Task What_is_no_batch_is_a_bad_request_with_its_reason()
    {
        using var client = new HttpClient { BaseAddress = _address };
        var answer = await client.SendAsync(Signed("paris", 9, "{\"a\":1}"u8.ToArray()), Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);

        // It was not taken: a right one with the same number is.
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(Signed("paris", 9, "[]"u8.ToArray()), Cancelled)).StatusCode);
    }

    [Fact]
    public async Task A_node_that_has_no_room_is_sent_the_same_again()
    {
        using var client = new HttpClient { BaseAddress = _address };
        var body = VantageLists.WriteResults([Result("acme/r1/db", "front", TimeProvider.System.GetUtcNow())]);

        _hasRoom = false;
        var refused = await client.SendAsync(Signed("paris", 5, body), Cancelled);
        _hasRoom = true;
        var taken = await client.SendAsync(Signed("paris", 5, body), Cancelled);

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (refused.StatusCode, taken.StatusCode));
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Single(Snapshot());
    }

    [Fact]
    public async Task A_recording_is_worth_nothing_to_a_node_that_was_restarted()
    {
        using var client = new HttpClient { BaseAddress = _address };
        var signed = TimeProvider.System.GetUtcNow().AddMilliseconds(-50);
        var body = VantageLists.WriteResults([Result("acme/r1/db", "front", signed)]);
        var port = _address.Port;
        await _server!.StopAsync(Cancelled);
        _desk = Desk(); // it remembers no number
        await ServeAsync(port);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(Signed("paris", 5, body, at: signed), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(Signed("paris", 5, body), Cancelled)).StatusCode);
    }

    [Fact]
    public async Task Gzip_is_unpacked_within_bounds()
    {
        using var client = new HttpClient { BaseAddress = _address };
        var body = VantageLists.Pack(VantageLists.WriteResults([Result("acme/r1/db", "front", TimeProvider.System.GetUtcNow())]));

        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(Signed("paris", 5, VantageLists.Pack(new byte[VantageLists.LargestUnpacked + 1]), encoding: "gzip"), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(Signed("paris", 5, body), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await client.SendAsync(Signed("paris", 5, body, encoding: "br"), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(Signed("paris", 5, body, encoding: "gzip"), Cancelled)).StatusCode);
        Assert.Single(Snapshot());
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_not_read_to_its_end()
    {
        using var client = new HttpClient { BaseAddress = _address };
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.SendAsync(Signed("paris", 5, new byte[VantageRequest.LargestBatch + 1]), Cancelled)).StatusCode);
    }

    [Fact]
    public async Task A_vantage_that_is_silent_is_told_to_who_watches_over_the_node()
    {
        using var client = new HttpClient { BaseAddress = _address };
        var now = TimeProvider.System.GetUtcNow();
        Assert.Empty(VantageStanding.FindWarnings(_desk, now));

        await client.SendAsync(Signed("rome", 1, "[]"u8.ToArray()), Cancelled);
        var warnings = VantageStanding.FindWarnings(_desk, now.AddMinutes(6)).ToList();

        Assert.Equal(2, warnings.Count);
        Assert.Equal("Nothing has come from the vantage paris since this node was started.", warnings[0]);
        Assert.StartsWith("Nothing has come from the vantage rome since 20", warnings[1], StringComparison.Ordinal);
    }

    private static HttpRequestMessage Signed(string vantage, long sequence, byte[] body, VantageToken? token = null, DateTimeOffset? at = null, string path = VantageRequest.ResultsPath, string? encoding = null)
    {
        var method = path == VantageRequest.PlanPath ? HttpMethod.Get : HttpMethod.Post;
        var time = DateTimeOffset.FromUnixTimeMilliseconds((at ?? TimeProvider.System.GetUtcNow()).ToUnixTimeMilliseconds());
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Add(VantageRequest.VantageHeader, vantage);
        request.Headers.Add(VantageRequest.TimeHeader, time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(VantageRequest.SequenceHeader, sequence.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(VantageRequest.SignatureHeader, (token ?? Token(vantage)).Sign(new VantageRequest(method.Method, path, VantageId.Parse(vantage), time, sequence, body)));
        request.Content = method == HttpMethod.Post ? new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } } : null;
        if (encoding is not null)
        {
            request.Content!.Headers.ContentEncoding.Add(encoding);
        }

        return request;
    }
}
