using Groundswell.Catalogue;
using Groundswell.Server.Serving;
using Groundswell.Server.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Tests.Serving;

public sealed class PageCacheTests
{
    private static readonly PageAddress Service = PageAddress.Of(ServiceId.Parse("amber-bank"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_crowd_that_asks_at_once_has_a_page_drawn_once()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(10, 0));
        var cache = host.Services.GetRequiredService<PageCache>();
        var hold = new TaskCompletionSource();
        host.View.Hold = hold.Task;

        var waiting = Enumerable.Range(0, 50).Select(_ => cache.GetAsync(Service, Cancelled).AsTask()).ToArray();
        hold.SetResult();
        var answers = await Task.WhenAll(waiting);

        Assert.Equal(1, host.View.Described);
        Assert.Single(answers.Cast<PageAnswer.Found>().Select(a => a.Page).Distinct());
    }

    [Fact]
    public async Task One_who_leaves_does_not_end_the_drawing_for_the_others()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(10, 0));
        var cache = host.Services.GetRequiredService<PageCache>();
        var hold = new TaskCompletionSource();
        host.View.Hold = hold.Task;
        using var leaver = new CancellationTokenSource();

        var leaves = cache.GetAsync(Service, leaver.Token).AsTask();
        var stays = cache.GetAsync(Service, Cancelled).AsTask();
        await leaver.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        hold.SetResult();

        Assert.IsType<PageAnswer.Found>(await stays);
    }

    [Fact]
    public async Task A_page_is_drawn_once_a_snapshot_and_the_same_content_stays_the_same_page()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(10, 0));
        var cache = host.Services.GetRequiredService<PageCache>();

        var first = Assert.IsType<PageAnswer.Found>(await cache.GetAsync(Service, Cancelled)).Page;
        await cache.GetAsync(Service, Cancelled);
        var drawnBefore = host.View.Described;
        host.View.Publish(host.View.Current);
        var second = Assert.IsType<PageAnswer.Found>(await cache.GetAsync(Service, Cancelled)).Page;

        Assert.Equal(1, drawnBefore);
        Assert.Equal(2, host.View.Described);
        Assert.Same(first, second);
    }

    [Fact]
    public async Task What_strangers_type_does_not_fill_the_cache()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(30, 0), pages: o => o.KeptPages = 16);
        var cache = host.Services.GetRequiredService<PageCache>();

        for (var i = 0; i < 40; i++)
        {
            await PageServingTests.GetAsync(host, $"/?q=text{i}", null);
            await PageServingTests.GetAsync(host, $"/services/nobody-{i}", null);
            await PageServingTests.GetAsync(host, $"/incidents/i-{90_000 + i}", null);
        }

        Assert.Equal(0, cache.Count);
        foreach (var service in host.View.Current.Services)
        {
            await cache.GetAsync(PageAddress.Of(service.Id), Cancelled);
        }

        Assert.InRange(cache.Count, 8, 17);
    }

    [Fact]
    public async Task Beyond_what_may_wait_a_reader_is_asked_to_come_back()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(40, 0), pages: o => o.WaitingDrawings = 0);
        var cache = host.Services.GetRequiredService<PageCache>();
        var hold = new TaskCompletionSource();
        host.View.Hold = hold.Task;

        var drawing = host.View.Current.Services.Take(Environment.ProcessorCount).Select(s => cache.GetAsync(PageAddress.Of(s.Id), Cancelled).AsTask()).ToArray();
        var oneMore = await cache.GetAsync(PageAddress.Of(host.View.Current.Services[^1].Id), Cancelled);
        hold.SetResult();

        Assert.IsType<PageAnswer.Busy>(oneMore);
        Assert.All(await Task.WhenAll(drawing), answer => Assert.IsType<PageAnswer.Found>(answer));
    }
}
