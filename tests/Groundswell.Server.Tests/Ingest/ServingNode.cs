using Groundswell.Catalogue;
using Groundswell.Server.Hosting;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Server.Ingest;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Groundswell.Server.Tests.Ingest;

/// <summary>A whole node behind its web server on a free loopback port, with a store on disk and a clock that the test moves.</summary>
public sealed class ServingNode : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2025, 10, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly WebApplication _app;

    private ServingNode(WebApplication app, FakeTimeProvider time)
    {
        _app = app;
        Time = time;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public FakeTimeProvider Time { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Two services, acme and bolt, of which users report login and app.</summary>
    public static Task<ServingNode> StartAsync(string folder, DateTimeOffset? at = null, IngestOptions? ingest = null, Action<NodeSettings>? configure = null)
    {
        var (login, app) = (SymptomId.Parse("login"), SymptomId.Parse("app"));
        var services = from name in (string[])["acme", "bolt"]
                       select new Service { Id = ServiceId.Parse(name), Name = name, Category = "mail", Symptoms = [login, app] };
        var catalogue = new ServiceCatalogue([.. services], [new Symptom(login, "Login"), new Symptom(app, "App")], [new Category("mail", "Mail")], [], []);
        return StartAsync(folder, catalogue, new SensingSettings(), at, ingest, configure);
    }

    /// <summary>With a catalogue of the test's own, and with eyes.</summary>
    public static async Task<ServingNode> StartAsync(
        string folder, ServiceCatalogue catalogue, SensingSettings sensing, DateTimeOffset? at = null, IngestOptions? ingest = null, Action<NodeSettings>? configure = null)
    {
        var time = new FakeTimeProvider(at ?? Noon);
        var settings = new NodeSettings { DataFolder = folder, Listen = "http://127.0.0.1:0", Ingest = ingest ?? new IngestOptions(), Sensing = sensing };
        configure?.Invoke(settings);
        var node = NodeHost.Build(settings, new NodeClock(time), new CurrentCatalogue(catalogue), logging: LogLevel.None);
        await node.StartAsync(TestContext.Current.CancellationToken);
        return new ServingNode(node, time);
    }

    /// <summary>Stops as when it is asked to: what was taken is counted and stored.</summary>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
