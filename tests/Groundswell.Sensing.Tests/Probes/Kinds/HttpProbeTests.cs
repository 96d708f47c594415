using System.IO.Compression;
using System.Text;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Probes;
using Groundswell.Sensing.Tests.Probes.Servers;
using Groundswell.Signals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Groundswell.Sensing.Tests.Probes.Kinds;

public sealed class HttpProbeTests
{
    [Fact]
    public async Task An_answer_that_is_right_has_all_its_phases()
    {
        var mill = new CertificateMill();
        await using var server = await WebServer.StartAsync(app => app.MapGet("/", () => "fine"), HttpProtocols.Http1, mill.Make("localhost"));

        var result = await Probing.RunAsync(new ProbeCheck.Http(new Uri($"https://localhost:{server.Port}/")) { CertificateDays = 30 }, mill.Roots);

        Assert.Equal((null, ""), (result.Failure, result.Detail));
        var phases = result.Phases;
        Assert.NotNull(phases.Resolve);
        Assert.NotNull(phases.Connect);
        Assert.NotNull(phases.Tls);
        Assert.NotNull(phases.FirstByte);
        Assert.NotNull(phases.Body);
        Assert.True(phases.Resolve + phases.Connect + phases.Tls + phases.FirstByte + phases.Body <= result.Elapsed, $"{phases} in {result.Elapsed}");
    }

    [Theory]
    [InlineData(200, "", null)]
    [InlineData(302, "", null)]
    [InlineData(404, "", FailureClass.Http4xx)]
    [InlineData(503, "", FailureClass.Http5xx)]
    [InlineData(503, "503", null)]
    [InlineData(200, "201-299", FailureClass.HttpOther)]
    [InlineData(403, "2xx 403", null)]
    public async Task Statuses_are_judged_by_those_asked_for(int status, string wanted, FailureClass? expected)
    {
        await using var server = await WebServer.StartAsync(app => app.Run(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        }));
        var ranges = wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => StatusRange.TryParse(w, out var range) ? range : default).ToList();

        var result = await Probing.RunAsync(new ProbeCheck.Http(Url(server.Port)) { Status = ranges.Count > 0 ? ranges : StatusRange.Usual });

        Assert.Equal(expected, result.Failure);
        Assert.Equal(expected is null ? "" : $"{status}", result.Detail.Split(' ')[0]);
    }

    [Theory]
    [InlineData(TextMatch.Contains, "all systems", null)]
    [InlineData(TextMatch.Contains, "All Systems", FailureClass.Content)]
    [InlineData(TextMatch.Lacks, "error", null)]
    [InlineData(TextMatch.Lacks, "systems", FailureClass.Content)]
    [InlineData(TextMatch.Equals, "all systems: 12 of 12", null)]
    [InlineData(TextMatch.Matches, @"(\d+) of \d+", null)]
    [InlineData(TextMatch.Matches, @"^\d", FailureClass.Content)]
    public async Task A_body_is_judged_as_a_text(TextMatch match, string text, FailureClass? expected) =>
        Assert.Equal(expected, (await RunAsync("all systems: 12 of 12", new BodyCondition.Whole(new TextCondition(match, text)))).Failure);

    [Theory]
    [InlineData("$.status", "ok", null)]
    [InlineData("$.status", "bad", FailureClass.Content)]
    [InlineData("$.parts[*].load", "0.75", null)]
    [InlineData("$.parts[-1]['a name']", "x", null)]
    [InlineData("$.none", null, FailureClass.Content)]
    [InlineData("$.status", null, null)]
    public async Task A_body_is_judged_by_places_in_JSON(string path, string? value, FailureClass? expected)
    {
        Assert.True(JsonPath.TryParse(path, out var place));
        var condition = new BodyCondition.At(place, value is null ? null : new TextCondition(TextMatch.Equals, value));

        var result = await RunAsync("""{"status":"ok","parts":[{"up":true,"load":0.5},{"load":0.75,"a name":"x"}]}""", condition);

        Assert.Equal(expected, result.Failure);
    }

    [Theory]
    [InlineData("<html>", "the body is not JSON")]
    [InlineData("", "the body is not JSON")]
    public async Task What_is_not_JSON_is_told(string body, string expected)
    {
        Assert.True(JsonPath.TryParse("$.status", out var place));

        var result = await RunAsync(body, new BodyCondition.At(place, null));

        Assert.Equal((FailureClass.Content, expected), (result.Failure, result.Detail));
    }

    [Fact]
    public async Task Headers_are_judged_with_those_of_the_body()
    {
        await using var server = await WebServer.StartAsync(app => app.MapGet("/", () => Results.Text("x", "text/html")));
        var html = new HeaderCondition("content-type", new TextCondition(TextMatch.Contains, "text/html"));
        var cache = new HeaderCondition("X-Cache", new TextCondition(TextMatch.Equals, "HIT"));

        var right = await Probing.RunAsync(new ProbeCheck.Http(Url(server.Port)) { HeaderConditions = [html] });
        var wrong = await Probing.RunAsync(new ProbeCheck.Http(Url(server.Port)) { HeaderConditions = [html, cache] });

        Assert.Null(right.Failure);
        Assert.Equal((FailureClass.Content, "header X-Cache is '', not as asked: equals 'HIT'"), (wrong.Failure, wrong.Detail));
    }

    [Fact]
    public async Task A_body_without_end_is_read_to_the_limit_only()
    {
        long sent = 0;
        await using var server = await WebServer.StartAsync(app => app.Run(async context =>
        {
            var chunk = new byte[16 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
                Interlocked.Add(ref sent, chunk.Length);
            }
        }));

        var result = await Probing.RunAsync(new ProbeCheck.Http(Url(server.Port)) { BodyLimit = 32 * 1024, BodyConditions = [new BodyCondition.Whole(new TextCondition(TextMatch.Contains, "end"))] });

        Assert.Equal((FailureClass.Content, "the body, of which only the beginning was read is not as asked: contains 'end'"), (result.Failure, result.Detail));
        Assert.True(result.Elapsed < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task What_unpacks_without_end_is_unpacked_to_the_limit_only()
    {
        using var bomb = new MemoryStream();
        using (var packing = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 64; i++)
            {
                packing.Write(zeros);
            }
        }

        await using var server = await WebServer.StartAsync(app => app.Run(context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.Body.WriteAsync(bomb.ToArray(), context.RequestAborted).AsTask();
        }));

        var result = await Probing.RunAsync(new ProbeCheck.Http(Url(server.Port)) { BodyLimit = 1024 * 1024, BodyConditions = [new BodyCondition.Whole(new TextCondition(TextMatch.Lacks, "end")), new BodyCondition.Whole(new TextCondition(TextMatch.Contains, "end"))] });

        Assert.Equal(FailureClass.Content, result.Failure);
        Assert.Contains("only the beginning", result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("220 mail.example ESMTP\r\n", FailureClass.HttpOther)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", FailureClass.Reset)]
    [InlineData("", FailureClass.Reset)]
    public async Task What_is_no_whole_answer_of_HTTP_is_told_apart(string answer, FailureClass expected)
    {
        await using var server = new RawServer(Serve.Text(answer));

        Assert.Equal(expected, (await Probing.RunAsync(new ProbeCheck.Http(Url(server.Port)))).Failure);
    }

    [Fact]
    public async Task Headers_without_end_are_not_read_to_their_end()
    {
        var endless = "HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"X-{i}: {new string('a', 100)}\r\n"));
        await using var server = new RawServer(Serve.Text(endless));

        var result = await Probing.RunAsync(new ProbeCheck.Http(Url(server.Port)));

        Assert.Equal(FailureClass.HttpOther, result.Failure);
    }

    [Fact]
    public async Task A_reset_after_the_request_is_a_reset()
    {
        await using var server = new RawServer(Serve.Reset);

        Assert.Equal(FailureClass.Reset, (await Probing.RunAsync(new ProbeCheck.Http(Url(server.Port)))).Failure);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_a_timeout()
    {
        await using var server = new RawServer(Serve.Silence);

        var result = await Probing.RunAsync(Probing.Plan(new ProbeCheck.Http(Url(server.Port))) with { Timeout = TimeSpan.FromSeconds(1) });

        Assert.Equal((FailureClass.Timeout, "no answer within 1 s"), (result.Failure, result.Detail));
    }

    [Fact]
    public async Task HTTP2_is_spoken_with_and_without_TLS()
    {
        var mill = new CertificateMill();
        static void Echo(WebApplication app) => app.Run(context => context.Response.WriteAsync(context.Request.Protocol, context.RequestAborted));
        await using var plain = await WebServer.StartAsync(Echo, HttpProtocols.Http2);
        await using var secure = await WebServer.StartAsync(Echo, HttpProtocols.Http1AndHttp2, mill.Make("localhost"));
        await using var old = await WebServer.StartAsync(Echo, HttpProtocols.Http1, mill.Make("localhost"));
        ProbeCheck.Http Two(string url) => new(new Uri(url)) { Edition = HttpEdition.Http2, BodyConditions = [new BodyCondition.Whole(new TextCondition(TextMatch.Equals, "HTTP/2"))] };

        Assert.Null((await Probing.RunAsync(Two($"http://localhost:{plain.Port}/"))).Failure);
        Assert.Null((await Probing.RunAsync(Two($"https://localhost:{secure.Port}/"), mill.Roots)).Failure);
        var refused = await Probing.RunAsync(Two($"https://localhost:{old.Port}/"), mill.Roots);
        Assert.NotNull(refused.Failure);
        Assert.True(refused.Failure is FailureClass.HttpOther or FailureClass.TlsOther, $"{refused.Failure} {refused.Detail}");
    }

    [Fact]
    public async Task HTTP3_is_told_not_to_be_there_where_it_is_not()
    {
        await using var runner = new ProbeRunner(new ProbeRunnerOptions(), TimeProvider.System);
        var reason = runner.WhyNot(Probing.Plan(new ProbeCheck.Http(new Uri("https://localhost/")) { Edition = HttpEdition.Http3 }));

        Assert.SkipWhen(reason is null, "This machine has QUIC.");
        Assert.StartsWith("HTTP/3 is not available on this machine", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_goes_to_its_host_and_not_where_a_redirect_leads()
    {
        var seen = new List<string>();
        await using var other = await WebServer.StartAsync(app => app.Run(context =>
        {
            seen.Add($"{context.Request.Path} {context.Request.Headers["X-Key"]}");
            return Task.CompletedTask;
        }));
        await using var server = await WebServer.StartAsync(app => app.Run(context =>
        {
            seen.Add($"{context.Request.Path} {context.Request.Headers["X-Key"]}");
            context.Response.Redirect(context.Request.Path == "/" ? "/next" : $"http://127.0.0.1:{other.Port}/away");
            return Task.CompletedTask;
        }));
        var check = new ProbeCheck.Http(Url(server.Port)) { Redirects = 2, Headers = [new("X-Key", "secret")] };

        var result = await Probing.RunAsync(check);

        Assert.Null(result.Failure);
        Assert.Equal(["/ secret", "/next secret", "/away "], seen);
    }

    [Fact]
    public async Task A_name_that_changes_to_a_house_address_between_two_looks_is_not_followed()
    {
        // The first answer is allowed, the second is not: what counts is the address that is connected to.
        await using var server = new RawServer(Serve.Text("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        await using var names = new FewNames(("rebind.test", ["127.0.0.1"]), ("rebind.test", ["10.0.0.1"]));

        var result = await Probing.RunAsync(
            Probing.Plan(new ProbeCheck.Http(new Uri($"http://rebind.test:{server.Port}/")) { Redirects = 3 }),
            new ProbeRunnerOptions { Guard = Probing.Loopback, Resolvers = [names.EndPoint] });

        Assert.Equal((FailureClass.Unreachable, "10.0.0.1"), (result.Failure, result.Address));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_connection_serves_for_several_runs_only_where_that_is_asked_for()
    {
        var connections = new HashSet<string>();
        await using var server = await WebServer.StartAsync(app => app.Run(context =>
        {
            lock (connections)
            {
                connections.Add(context.Connection.Id);
            }

            return context.Response.WriteAsync("fine", Encoding.UTF8, context.RequestAborted);
        }));
        await using var runner = new ProbeRunner(new ProbeRunnerOptions { Guard = Probing.Loopback }, TimeProvider.System);
        var fresh = Probing.Plan(new ProbeCheck.Http(Url(server.Port)));
        var kept = Probing.Plan(new ProbeCheck.Http(Url(server.Port)) { Reuse = true });

        foreach (var probe in (PlannedProbe[])[kept, kept, kept])
        {
            Assert.Null((await runner.RunAsync(probe, TestContext.Current.CancellationToken)).Failure);
        }

        Assert.Single(connections);
        foreach (var probe in (PlannedProbe[])[fresh, fresh])
        {
            Assert.Null((await runner.RunAsync(probe, TestContext.Current.CancellationToken)).Failure);
        }

        Assert.Equal(3, connections.Count);
    }

    [Fact]
    public async Task A_request_says_who_sends_it_and_sends_what_it_is_told_to()
    {
        var seen = "";
        await using var server = await WebServer.StartAsync(app => app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            seen = $"{context.Request.Method} {context.Request.Headers.UserAgent} {context.Request.ContentType} {await reader.ReadToEndAsync(context.RequestAborted)}";
        }));
        var check = new ProbeCheck.Http(Url(server.Port)) { Method = "POST", Body = "{}", Headers = [new("Content-Type", "application/json")] };

        await Probing.RunAsync(Probing.Plan(check), new ProbeRunnerOptions { Guard = Probing.Loopback, Contact = "https://example.com/probes" });

        Assert.Equal("POST Groundswell/0.1 (+https://example.com/probes) application/json {}", seen);
    }

    private static Uri Url(int port) => new($"http://127.0.0.1:{port}/");

    private static async Task<ProbeResult> RunAsync(string body, BodyCondition condition)
    {
        await using var server = await WebServer.StartAsync(app => app.MapGet("/", () => body));
        return await Probing.RunAsync(new ProbeCheck.Http(Url(server.Port)) { BodyConditions = [condition] });
    }
}
