using System.Net;
using Groundswell.Server.Live;
using Groundswell.Server.Serving;
using Groundswell.Server.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Groundswell.Server.Tests.Live;

public sealed class LiveTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_hears_of_a_change_of_its_own_page_and_of_no_other()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(20, 0));
        using var response = await ListenAsync(host, $"/live?page=/about&have={await TagAsync(host, PageAddress.About)}");
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancelled));
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("retry: 5000", await lines.ReadLineAsync(Cancelled));

        host.View.Publish(host.View.Current with { Open = MadeUpWorld.Snapshot(20, 1).Open });
        host.View.Publish(host.View.Current with { At = host.View.Current.At.AddMinutes(1) });

        Assert.Equal("", await lines.ReadLineAsync(Cancelled));
        Assert.Equal("event: changed", await lines.ReadLineAsync(Cancelled));
        Assert.Equal($"id: {await TagAsync(host, PageAddress.About)}", await lines.ReadLineAsync(Cancelled));
    }

    [Fact]
    public async Task One_who_comes_with_an_old_page_hears_so_at_once()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(5, 0));

        using var response = await ListenAsync(host, "/live?page=/&have=0123456789abcdef");
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancelled));

        await lines.ReadLineAsync(Cancelled);
        await lines.ReadLineAsync(Cancelled);
        Assert.Equal("event: changed", await lines.ReadLineAsync(Cancelled));
    }

    [Fact]
    public async Task A_silent_connection_gets_signs_of_life()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(5, 0));
        using var response = await ListenAsync(host, $"/live?page=/&have={await TagAsync(host, PageAddress.Home)}");
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancelled));
        await lines.ReadLineAsync(Cancelled);
        await lines.ReadLineAsync(Cancelled);

        host.Time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal("event: beat", await lines.ReadLineAsync(Cancelled));
    }

    [Fact]
    public async Task Beyond_the_bound_a_reader_is_sent_away_and_a_place_is_free_again_when_one_leaves()
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(5, 0), live: o => o.Connections = 1);
        var hub = host.Services.GetRequiredService<LiveHub>();

        var first = hub.Join(PageAddress.Home, "x");
        using var refused = await ListenAsync(host, "/live?page=/");
        hub.Leave(first!);
        using var taken = await ListenAsync(host, "/live?page=/");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), refused.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Theory]
    [InlineData("/live")]
    [InlineData("/live?page=/services/nobody")]
    [InlineData("/live?page=https://elsewhere.example/")]
    public async Task There_is_nothing_to_hear_of_a_page_that_is_not_there(string path)
    {
        await using var host = await PageHost.StartAsync(MadeUpWorld.Snapshot(5, 0));

        using var response = await ListenAsync(host, path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task One_who_does_not_keep_up_is_let_go()
    {
        var reader = new LiveReader(PageAddress.Home, backlog: 2);

        for (var i = 0; i < 3; i++)
        {
            reader.Offer([1]);
        }

        Assert.Equal(2, await reader.Messages.ReadAllAsync(Cancelled).CountAsync(Cancelled));
    }

    private static Task<HttpResponseMessage> ListenAsync(PageHost host, string path) =>
        host.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Cancelled);

    private static async Task<string> TagAsync(PageHost host, PageAddress address) =>
        ((PageAnswer.Found)await host.Services.GetRequiredService<PageCache>().GetAsync(address, Cancelled)).Page.Tag;
}
