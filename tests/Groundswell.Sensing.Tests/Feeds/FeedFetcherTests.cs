using System.IO.Compression;
using System.Net;
using Groundswell.Sensing.Feeds;
using Groundswell.Sensing.Feeds.Fetching;
using Groundswell.Sensing.Outgoing;
using Microsoft.AspNetCore.Http;

namespace Groundswell.Sensing.Tests.Feeds;

public sealed class FeedFetcherTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_comes_with_what_marks_it_and_is_asked_for_by_these_marks()
    {
        await using var server = await StatusServer.StartAsync(async context =>
        {
            context.Response.Headers.ETag = "\"v1\"";
            context.Response.Headers.LastModified = "Tue, 04 Mar 2031 10:00:00 GMT";
            context.Response.ContentType = "application/json;charset=utf-16";
            context.Response.StatusCode = context.Request.Headers.IfNoneMatch == "\"v1\"" ? 304 : 200;
            if (context.Response.StatusCode == 200)
            {
                await context.Response.WriteAsync("[]", Cancellation);
            }
        });
        using var fetcher = Fetcher(new FeedFetchOptions { Contact = "https://ops.example (us)", AllowPrivate = true });

        var first = Assert.IsType<FeedFetch.Arrived>(await fetcher.FetchAsync(server.At("/a"), FeedValidators.None, Cancellation));
        var second = await fetcher.FetchAsync(server.At("/a"), first.Validators, Cancellation);

        Assert.Equal("[]"u8.ToArray(), first.Payload.Bytes.ToArray());
        Assert.Equal("application/json;charset=utf-16", first.Payload.ContentType);
        Assert.IsType<FeedFetch.Unchanged>(second);
        var asked = server.Asked.Last().Headers;
        Assert.Equal("\"v1\"", asked["If-None-Match"]);
        Assert.Equal("Tue, 04 Mar 2031 10:00:00 GMT", asked["If-Modified-Since"]);
        Assert.Matches(@"^Groundswell/\d+\.\d+ \(\+https://ops\.exampleus\)$", asked["User-Agent"]);
    }

    [Fact]
    public async Task Addresses_of_the_house_are_not_asked()
    {
        await using var server = await StatusServer.StartAsync(_ => Task.CompletedTask);
        using var fetcher = Fetcher(new FeedFetchOptions());

        var failed = Assert.IsType<FeedFetch.Failed>(await fetcher.FetchAsync(server.At("/"), FeedValidators.None, Cancellation));
        var named = Assert.IsType<FeedFetch.Failed>(await fetcher.FetchAsync(new Uri($"http://localhost:{server.Address.Port}/"), FeedValidators.None, Cancellation));

        Assert.Contains("no public address", failed.Reason, StringComparison.Ordinal);
        Assert.Contains("no public address", named.Reason, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task What_the_operator_opened_is_fetched_from_and_nothing_beside_it()
    {
        await using var server = await StatusServer.StartAsync(context => context.Response.WriteAsync("{}", context.RequestAborted));
        using var open = Fetcher(new FeedFetchOptions { Guard = new AddressGuard([IPNetwork.Parse("127.0.0.1/32")]) });
        using var other = Fetcher(new FeedFetchOptions { Guard = new AddressGuard([IPNetwork.Parse("10.0.0.0/8")]) });
        var url = new Uri($"http://127.0.0.1:{server.Address.Port}/");

        Assert.IsType<FeedFetch.Arrived>(await open.FetchAsync(url, FeedValidators.None, Cancellation));
        Assert.IsType<FeedFetch.Failed>(await other.FetchAsync(url, FeedValidators.None, Cancellation));
    }

    [Fact]
    public async Task A_few_redirects_are_followed_and_no_more()
    {
        await using var server = await StatusServer.StartAsync(context =>
        {
            var left = int.Parse(context.Request.Path.Value![1..], System.Globalization.CultureInfo.InvariantCulture);
            if (left > 0)
            {
                context.Response.Redirect($"/{left - 1}");
            }

            return left > 0 ? Task.CompletedTask : context.Response.WriteAsync("[]", Cancellation);
        });
        using var fetcher = Fetcher(new FeedFetchOptions { AllowPrivate = true });

        var arrived = Assert.IsType<FeedFetch.Arrived>(await fetcher.FetchAsync(server.At("/5"), FeedValidators.None, Cancellation));
        var failed = Assert.IsType<FeedFetch.Failed>(await fetcher.FetchAsync(server.At("/6"), FeedValidators.None, Cancellation));

        Assert.Equal("/0", arrived.Payload.Url?.AbsolutePath);
        Assert.Contains("redirects more than 5 times", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_to_another_scheme_is_not_followed()
    {
        await using var server = await StatusServer.StartAsync(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = "file:///etc/passwd";
            return Task.CompletedTask;
        });
        using var fetcher = Fetcher(new FeedFetchOptions { AllowPrivate = true });

        var failed = Assert.IsType<FeedFetch.Failed>(await fetcher.FetchAsync(server.At("/"), FeedValidators.None, Cancellation));

        Assert.Equal("it redirects to 'file://', which is not followed", failed.Reason);
    }

    [Fact]
    public async Task A_small_body_that_unpacks_to_a_large_one_is_not_taken()
    {
        var packed = Packed(FeedLimits.Bytes + 1);
        await using var server = await StatusServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.Body.WriteAsync(packed, Cancellation);
        });
        using var fetcher = Fetcher(new FeedFetchOptions { AllowPrivate = true });

        Assert.True(packed.Length < 100_000);
        Assert.Contains("larger than 8 MiB", Assert.IsType<FeedFetch.Failed>(await fetcher.FetchAsync(server.At("/"), FeedValidators.None, Cancellation)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, true)]
    [InlineData(503, true)]
    [InlineData(404, false)]
    public async Task A_server_that_asks_to_be_left_alone_is_heard(int status, bool isBusy)
    {
        await using var server = await StatusServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        });
        using var fetcher = Fetcher(new FeedFetchOptions { AllowPrivate = true });

        var failed = Assert.IsType<FeedFetch.Failed>(await fetcher.FetchAsync(server.At("/"), FeedValidators.None, Cancellation));

        Assert.Equal((isBusy, isBusy ? TimeSpan.FromMinutes(2) : null), (failed.IsBusy, failed.After));
        Assert.Contains($"{status}", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_end_is_left_after_the_time()
    {
        await using var server = await StatusServer.StartAsync(async context =>
        {
            await context.Response.WriteAsync("[", Cancellation);
            await context.Response.Body.FlushAsync(Cancellation);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var fetcher = Fetcher(new FeedFetchOptions { AllowPrivate = true, Timeout = TimeSpan.FromSeconds(1) });

        Assert.Contains("within 1 s", Assert.IsType<FeedFetch.Failed>(await fetcher.FetchAsync(server.At("/"), FeedValidators.None, Cancellation)).Reason, StringComparison.Ordinal);
    }

    private static FeedFetcher Fetcher(FeedFetchOptions options) => new(options, TimeProvider.System);

    private static byte[] Packed(int length)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(new byte[length]);
        }

        return packed.ToArray();
    }
}
