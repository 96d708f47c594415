using System.Threading.Channels;
using Groundswell.Catalogue;
using Groundswell.Sensing.Feeds.Fetching;
using Groundswell.Sensing.Feeds.Watching;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Groundswell.Sensing.Tests.Feeds;

public sealed class FeedPollerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_feed_is_asked_again_and_what_changes_is_told_with_our_components()
    {
        var page = "statuspage/indicator-none-while-critical-incident.json";
        await using var server = await StatusServer.StartAsync(context => context.Response.Body.WriteAsync(Fixture.Bytes(page), Cancellation).AsTask());
        await using var run = Run.Start(Feed(server, new FeedRule(FeedMatch.Exact, "api", ["examplia/global/api"])));

        var first = await run.NextAsync();
        page = "statuspage/healthy.json";
        var second = await run.NextAsync();
        page = "unreadable/page.html";
        var third = await run.NextAsync();

        var change = Assert.Single(first.Changes);
        Assert.Equal((FeedChangeKind.FirstSeen, "examplia/global/api"), (change.Kind, change.Notice.Component?.ToString()));
        Assert.Equal([FeedChangeKind.Vanished], second.Changes.Select(c => c.Kind));
        Assert.Empty(third.Changes);
        Assert.Contains("HTML", third.Condition.Failure, StringComparison.Ordinal);
        Assert.Equal(second.At, third.Condition.ReadAt);
    }

    [Fact]
    public async Task Names_that_no_rule_fits_are_listed_for_the_operator()
    {
        await using var server = await StatusServer.StartAsync(context => context.Response.Body.WriteAsync(Fixture.Bytes("statuspage/names-repeat-across-groups.json"), Cancellation).AsTask());
        using var fetcher = new FeedFetcher(new FeedFetchOptions { AllowPrivate = true }, TimeProvider.System);
        using var poller = new FeedPoller(fetcher, () => Run.Catalogue, TimeProvider.System, seed: 1);

        var report = await poller.AskAsync(Feed(server, new FeedRule(FeedMatch.Prefix, "Europe/", ["examplia/global/api"])), Cancellation);

        Assert.Equal(["Asia/API"], report.Unmapped);
        Assert.Equal(2, report.Open.Count);
    }

    [Fact]
    public async Task An_answer_that_could_not_be_read_is_never_confirmed_by_unchanged()
    {
        await using var server = await StatusServer.StartAsync(context =>
        {
            context.Response.Headers.ETag = "\"same\"";
            return context.Response.WriteAsync("<html></html>", Cancellation);
        });
        using var fetcher = new FeedFetcher(new FeedFetchOptions { AllowPrivate = true }, TimeProvider.System);
        using var poller = new FeedPoller(fetcher, () => Run.Catalogue, TimeProvider.System, seed: 1);

        await poller.AskAsync(Feed(server), Cancellation);
        await poller.AskAsync(Feed(server), Cancellation);

        Assert.All(server.Asked, asked => Assert.DoesNotContain("If-None-Match", asked.Headers.Keys));
    }

    [Fact]
    public async Task A_sink_that_fails_ends_the_run()
    {
        await using var server = await StatusServer.StartAsync(context => context.Response.WriteAsync("[]", Cancellation));
        using var fetcher = new FeedFetcher(new FeedFetchOptions { AllowPrivate = true }, TimeProvider.System);
        using var poller = new FeedPoller(fetcher, () => Run.Catalogue, TimeProvider.System, seed: 1);
        var feed = Feed(server);
        var hasty = feed with { Source = feed.Source with { Interval = TimeSpan.FromMilliseconds(1) } };

        await Assert.ThrowsAsync<InvalidDataException>(() => poller.RunAsync([hasty], (_, _) => throw new InvalidDataException("full"), Cancellation));
    }

    private static FeedSubscription Feed(StatusServer server, params FeedRule[] map) => new("examplia", new FeedSource { Url = server.At("/summary.json"), Map = map });

    /// <summary>A poller on a clock that is moved by hand, to the next report.</summary>
    private sealed class Run : IAsyncDisposable
    {
        private readonly FakeTimeProvider _time = new(Fixture.At(10, 30)) { AutoAdvanceAmount = TimeSpan.Zero };
        private readonly Channel<FeedReport> _reports = Channel.CreateUnbounded<FeedReport>();
        private readonly CancellationTokenSource _ending = new();
        private readonly FeedFetcher _fetcher = new(new FeedFetchOptions { AllowPrivate = true }, TimeProvider.System);
        private readonly FeedPoller _poller;
        private readonly Task _running;

        private Run(FeedSubscription feed)
        {
            _poller = new FeedPoller(_fetcher, () => Catalogue, _time, seed: 7);
            _running = _poller.RunAsync([feed], (report, token) => _reports.Writer.WriteAsync(report, token), _ending.Token);
        }

        public static ServiceCatalogue Catalogue { get; } = new(
            [], [], [], [], [new Component { Id = ComponentId.Parse("examplia/global/api"), Name = "API", Kind = ComponentKind.Application }]);

        public static Run Start(FeedSubscription feed) => new(feed);

        public async Task<FeedReport> NextAsync()
        {
            var next = _reports.Reader.ReadAsync(Cancellation).AsTask();
            while (!next.IsCompleted)
            {
                // The poller sets its timer at its own pace; time goes on until it has rung and the page has come.
                _time.Advance(TimeSpan.FromSeconds(10));
                await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation));
            }

            return await next;
        }

        public async ValueTask DisposeAsync()
        {
            await _ending.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
            _poller.Dispose();
            _fetcher.Dispose();
            _ending.Dispose();
        }
    }
}
