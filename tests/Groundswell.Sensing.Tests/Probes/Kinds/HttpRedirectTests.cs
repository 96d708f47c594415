using System.Text;
using Groundswell.Catalogue.Probing;
using Groundswell.Sensing.Tests.Probes.Servers;
using Groundswell.Signals;
using Microsoft.AspNetCore.Builder;

namespace Groundswell.Sensing.Tests.Probes.Kinds;

public sealed class HttpRedirectTests
{
    [Theory]
    [InlineData(0, null)]
    [InlineData(1, FailureClass.HttpOther)]
    [InlineData(5, FailureClass.HttpOther)]
    public async Task A_redirect_that_leads_to_no_page_is_an_answer_only_where_it_was_not_to_be_followed(int redirects, FailureClass? expected)
    {
        await using var toItself = await RedirectingAsync(_ => "/");
        await using var inCircles = await RedirectingAsync(path => path == "/a" ? "/b" : "/a");
        await using var everOn = await RedirectingAsync(path => path + "x");

        foreach (var server in (WebServer[])[toItself, inCircles, everOn])
        {
            var result = await Probing.RunAsync(new ProbeCheck.Http(Url(server.Port)) { Redirects = redirects });

            Assert.Equal(expected, result.Failure);
            Assert.Equal(expected is null ? "" : $"302: it redirects more than {(redirects == 1 ? "once" : "5 times")}", result.Detail);
        }
    }

    [Fact]
    public async Task As_many_redirects_as_were_asked_for_are_followed()
    {
        await using var server = await RedirectingAsync(path => path.Length < 4 ? path + "x" : null);

        Assert.Null((await Probing.RunAsync(new ProbeCheck.Http(Url(server.Port)) { Redirects = 3 })).Failure);
        Assert.Equal(FailureClass.HttpOther, (await Probing.RunAsync(new ProbeCheck.Http(Url(server.Port)) { Redirects = 2 })).Failure);
    }

    [Theory]
    [InlineData("", "301: it redirects without saying where to")]
    [InlineData("Location:\r\n", "301: it redirects without saying where to")]
    [InlineData("Location: http://\r\n", "301: it redirects to 'http://', which is no address")]
    [InlineData("Location: http://a b/\r\n", "301: it redirects to 'http://a b/', which is no address")]
    [InlineData("Location: /a\r\nLocation: /b\r\n", "301: it redirects to several addresses at once")]
    [InlineData("Location: ftp://127.0.0.1/\r\n", "301: it redirects to 'ftp://127.0.0.1', which is not followed")]
    [InlineData("Location: file:///etc/passwd\r\n", "301: it redirects to 'file://', which is not followed")]
    [InlineData("Location: http://user:word@127.0.0.1/\r\n", "301: it redirects to an address with a user in it, which is not followed")]
    [InlineData("Location: http://127.0.0.1:25/\r\n", "301: it redirects to 'http://127.0.0.1:25', which is not followed")]
    public async Task A_redirect_that_cannot_be_followed_is_told_with_its_reason(string headers, string expected)
    {
        await using var server = new RawServer(Serve.Text($"HTTP/1.1 301 Moved\r\n{headers}Content-Length: 0\r\n\r\n"));

        var result = await Probing.RunAsync(new ProbeCheck.Http(Url(server.Port)) { Redirects = 3 });

        Assert.Equal((FailureClass.HttpOther, expected), (result.Failure, result.Detail));
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("//198.18.0.1/")]
    public async Task A_redirect_into_the_house_is_not_followed(string location)
    {
        await using var server = new RawServer(Serve.Text($"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"));

        var result = await Probing.RunAsync(new ProbeCheck.Http(Url(server.Port)) { Redirects = 3 });

        Assert.Equal(FailureClass.Unreachable, result.Failure);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(304)]
    [InlineData(305)]
    public async Task What_is_no_redirect_is_an_answer_though_it_names_an_address(int status)
    {
        await using var server = new RawServer(Serve.Text($"HTTP/1.1 {status} So\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"));

        Assert.Null((await Probing.RunAsync(new ProbeCheck.Http(Url(server.Port)) { Redirects = 3 })).Failure);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("next", "/here/next")]
    [InlineData("/next", "/next")]
    [InlineData("../next", "/next")]
    [InlineData("?page=2", "/here/?page=2")]
    [InlineData("/next#part", "/next")]
    [InlineData("/a b", "/a%20b")]
    [InlineData("/caf\u00C3\u00A9", "/caf%C3%A9")] // octets of UTF-8
    [InlineData("/caf\u00E9", "/caf%E9")] // an octet that is none
    [InlineData("\\next", "/next")]
    [InlineData("//{authority}/next", "/next")]
    [InlineData("HTTP://{authority}/next", "/next")]
    public async Task Addresses_are_resolved_as_clients_do(string location, string expected)
    {
        var asked = new List<string>();
        await using var server = new RawServer(async (connection, cancellationToken) =>
        {
            var line = (await Serve.ReadRequestAsync(connection, cancellationToken)).Split(' ')[1];
            asked.Add(line);
            var authority = connection.LocalEndPoint!.ToString();
            var answer = asked.Count == 1 ? $"HTTP/1.1 302 Found\r\nLocation: {location.Replace("{authority}", authority, StringComparison.Ordinal)}\r\n" : "HTTP/1.1 200 OK\r\n";
            await connection.SendAsync(Encoding.Latin1.GetBytes(answer + "Content-Length: 0\r\n\r\n"), cancellationToken);
        });

        var result = await Probing.RunAsync(new ProbeCheck.Http(new Uri($"http://127.0.0.1:{server.Port}/here/")) { Redirects = 1 });

        Assert.Null(result.Failure);
        Assert.Equal(["/here/", expected], asked);
    }

    [Theory]
    [InlineData(301, "GET", "GET ")]
    [InlineData(301, "HEAD", "HEAD ")]
    [InlineData(301, "POST", "GET ")]
    [InlineData(301, "PUT", "PUT body text/plain en")]
    [InlineData(301, "OPTIONS", "OPTIONS ")]
    [InlineData(302, "GET", "GET ")]
    [InlineData(302, "HEAD", "HEAD ")]
    [InlineData(302, "POST", "GET ")]
    [InlineData(302, "PUT", "PUT body text/plain en")]
    [InlineData(303, "GET", "GET ")]
    [InlineData(303, "HEAD", "HEAD ")]
    [InlineData(303, "POST", "GET ")]
    [InlineData(303, "PUT", "GET ")]
    [InlineData(303, "OPTIONS", "GET ")]
    [InlineData(307, "GET", "GET ")]
    [InlineData(307, "HEAD", "HEAD ")]
    [InlineData(307, "POST", "POST body text/plain en")]
    [InlineData(307, "PUT", "PUT body text/plain en")]
    [InlineData(308, "POST", "POST body text/plain en")]
    [InlineData(308, "PUT", "PUT body text/plain en")]
    public async Task Method_and_body_after_a_redirect_are_those_of_the_standard(int status, string method, string expected)
    {
        var asked = new List<string>();
        await using var server = await WebServer.StartAsync(app => app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            asked.Add(body.Length > 0 ? $"{context.Request.Method} {body} {context.Request.ContentType} {context.Request.Headers.ContentLanguage}" : $"{context.Request.Method} {context.Request.ContentType}");
            if (context.Request.Path == "/")
            {
                context.Response.StatusCode = status;
                context.Response.Headers.Location = "/next";
            }
        }));
        var sends = method is "POST" or "PUT";
        var check = new ProbeCheck.Http(Url(server.Port))
        {
            Method = method,
            Body = sends ? "body" : null,
            Headers = sends ? [new("Content-Type", "text/plain"), new("Content-Language", "en")] : [],
            Redirects = 1,
        };

        Assert.Null((await Probing.RunAsync(check)).Failure);
        Assert.Equal(2, asked.Count);
        Assert.Equal(expected, asked[1]);
    }

    [Fact]
    public async Task Once_the_method_has_changed_it_stays_so()
    {
        var asked = new List<string>();
        await using var server = await WebServer.StartAsync(app => app.Run(context =>
        {
            asked.Add($"{context.Request.Method} {context.Request.Path} {context.Request.ContentLength}");
            var (status, to) = context.Request.Path.Value switch
            {
                "/" => (303, "/a"),
                "/a" => (307, "/b"),
                _ => (200, ""),
            };
            context.Response.StatusCode = status;
            context.Response.Headers.Location = to;
            return Task.CompletedTask;
        }));

        Assert.Null((await Probing.RunAsync(new ProbeCheck.Http(Url(server.Port)) { Method = "POST", Body = "a=1", Redirects = 3 })).Failure);
        Assert.Equal(["POST / 3", "GET /a ", "GET /b "], asked);
    }

    [Fact]
    public async Task A_body_goes_on_to_another_host_with_what_says_how_to_read_it_and_without_what_may_be_secret()
    {
        var seen = new List<string>();
        await using var other = await WebServer.StartAsync(app => app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            seen.Add($"{context.Request.Method} {await reader.ReadToEndAsync(context.RequestAborted)} {context.Request.ContentType} {context.Request.Headers.Authorization}{context.Request.Headers["X-Key"]}{context.Request.Headers["Content-Key"]}");
        }));
        await using var server = await WebServer.StartAsync(app => app.Run(context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"http://127.0.0.1:{other.Port}/";
            return Task.CompletedTask;
        }));
        var check = new ProbeCheck.Http(Url(server.Port))
        {
            Method = "POST",
            Body = "{}",
            Headers = [new("Content-Type", "application/json"), new("Authorization", "Bearer secret"), new("X-Key", "secret"), new("Content-Key", "secret")],
            Redirects = 1,
        };

        Assert.Null((await Probing.RunAsync(check)).Failure);
        Assert.Equal(["POST {} application/json "], seen);
    }

    private static Uri Url(int port) => new($"http://127.0.0.1:{port}/");

    private static Task<WebServer> RedirectingAsync(Func<string, string?> next) => WebServer.StartAsync(app => app.Run(context =>
    {
        if (next(context.Request.Path.Value!) is { } to)
        {
            context.Response.Redirect(to);
        }

        return Task.CompletedTask;
    }));
}
