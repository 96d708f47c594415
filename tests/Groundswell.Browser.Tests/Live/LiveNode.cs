using System.Net;
using System.Net.Http.Headers;
using Groundswell.Catalogue;
using Groundswell.Publication;
using Groundswell.Scenarios;
using Groundswell.Server;
using Groundswell.Server.Hosting;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Server.Ingest;
using Groundswell.Server.Replaying;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Groundswell.Browser.Tests.Live;

/// <summary>
/// A whole node on a loopback port, with SQLite in a folder of its own and three weeks of history, as a demo has it. Its clock stands
/// until a test lets time pass; then the scenario's people report over HTTP as theirs comes.
/// </summary>
public sealed class LiveNode : IAsyncLifetime
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // real time, for one tick of a busy machine

    private readonly string _folder = Directory.CreateTempSubdirectory("groundswell-live-").FullName;
    private readonly FakeTimeProvider _time = new(Morning.Begin);
    private readonly ScenarioReports _reports = new(Morning.Scenario);
    private readonly ReportLines _lines = new();
    private WebApplication? _app;
    private HttpClient? _client;
    private Uri? _address;

    public Uri Address => _address ?? throw new InvalidOperationException("The node was not started.");

    public DateTimeOffset Now => _time.GetUtcNow();

    public PublicSnapshot Snapshot => View.Current;

    private WebApplication App => _app ?? throw new InvalidOperationException("The node was not started.");

    private HttpClient Client => _client ?? throw new InvalidOperationException("The node was not started.");

    private IPublicView View => App.Services.GetRequiredService<IPublicView>();

    public async ValueTask InitializeAsync()
    {
        await NodeHistory.ImportAsync(_folder, _reports.HistoryUntil(Morning.Begin), Morning.Begin, null, CancellationToken.None);
        var settings = new NodeSettings
        {
            DataFolder = _folder,
            Listen = "http://127.0.0.1:0",
            Tick = Tick,
            Ingest = new IngestOptions { TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")] },
        };
        var shipped = new CatalogueFolder(Path.Combine(Repository.Root, "catalogue")).Read() as CatalogueReadResult.Valid;
        var catalogue = new CurrentCatalogue(ScenarioCatalogue.Build(Morning.Scenario, shipped!.Catalogue));
        _app = NodeHost.Build(settings, new NodeClock(_time), catalogue, logging: LogLevel.Error);
        await _app.StartAsync();
        _address = new Uri(_app.Urls.Single());
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _address };
    }

    /// <summary>Lets so much time pass, tick by tick; after each, what came before it is public.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (var end = Now + time; Now < end;)
        {
            await PlayAsync();
            await App.Services.GetRequiredService<Node>().DrainAsync(CancellationToken.None).WaitAsync(Patience);
            var version = Snapshot.Version;
            _time.Advance(Tick);
            using var patience = new CancellationTokenSource(Patience);
            await View.WaitForNewerAsync(version, patience.Token);
        }
    }

    /// <summary>Lets time pass until something holds of what is public; fails if it does not by then.</summary>
    public async Task PassUntilAsync(Func<PublicSnapshot, bool> holds, TimeSpan atMost, string what)
    {
        for (var end = Now + atMost; !holds(Snapshot);)
        {
            Assert.True(Now < end, $"{Now:HH:mm}: not within {atMost}: {what}");
            await PassAsync(Tick);
        }
    }

    public Verdict VerdictOf(string service) => Snapshot.Services.Single(s => s.Id.ToString() == service).Verdict;

    /// <summary>So many people, each from an address of their own, send the form at once.</summary>
    public async Task ReportAsync(string service, string symptom, int people)
    {
        for (var person = 1; person <= people; person++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"services/{service}/report")
            {
                Content = new FormUrlEncodedContent([new("symptom", symptom), new("region", "GB")]),
            };
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{person}");
            using var answer = await Client.SendAsync(request);
            Assert.Equal($"/services/{service}?reported=1", answer.Headers.Location?.ToString());
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Sends the scenario's reports of the tick that begins.</summary>
    private async Task PlayAsync()
    {
        var minute = new DateTimeOffset(Now.Ticks - (Now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        _lines.Clear();
        foreach (var report in _reports.Played(minute, minute.AddMinutes(1)).Where(r => r.Time >= Now && r.Time < Now + Tick))
        {
            _lines.Add(report, withTime: false);
        }

        if (_lines.Count > 0)
        {
            using var content = new ReadOnlyMemoryContent(_lines.Bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            using var answer = await Client.PostAsync(new Uri("api/v1/reports/batch", UriKind.Relative), content);
            answer.EnsureSuccessStatusCode();
        }
    }
}
