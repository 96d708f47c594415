using System.Net;
using Groundswell.Publication;
using Groundswell.Server.Live;
using Groundswell.Server.Pages;
using Groundswell.Server.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Groundswell.Server.Tests.Pages;

/// <summary>The pages on a loopback port, over a view held in memory.</summary>
public sealed class PageHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PageHost(WebApplication app, MadeUpView view, FakeTimeProvider time)
    {
        _app = app;
        View = view;
        Time = time;
        Address = new Uri(app.Urls.Single());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = Address };
    }

    public MadeUpView View { get; }

    public FakeTimeProvider Time { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<PageHost> StartAsync(
        PublicSnapshot snapshot, Action<PageOptions>? pages = null, Action<LiveOptions>? live = null, Action<WebApplication>? more = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var view = new MadeUpView(snapshot);
        var time = new FakeTimeProvider(snapshot.At.AddSeconds(5));
        builder.Services.AddSingleton<IPublicView>(view);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddGroundswellPages(pages);
        builder.Services.AddGroundswellLive(live);
        var app = builder.Build();
        app.UseGroundswellHomePage();
        app.UseRouting();
        app.MapGroundswellPages();
        app.MapGroundswellLive();
        more?.Invoke(app);
        await app.StartAsync();
        return new PageHost(app, view, time);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
