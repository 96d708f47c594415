using System.Text;
using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Scenarios;
using Groundswell.Server.Hosting;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Server.Replaying;

namespace Groundswell.Server.Tests.Replaying;

public sealed class VirtualNodeTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2025, 10, 20, 8, 0, 0, TimeSpan.Zero);
    private static readonly RegionId Britain = RegionId.Parse("GB");
    private static readonly SymptomId App = SymptomId.Parse("app");
    private static readonly ServiceCatalogue Catalogue = new(
        [Service("acme"), Service("bolt")], [new Symptom(App, "App")], [new Category("social", "Social")], [], []);

    private readonly TemporaryFolder _disk = new();
    private readonly ReportLines _lines = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task Many_people_at_once_open_an_incident_of_their_service_and_of_no_other()
    {
        await using var node = await StartAsync();

        var entries = await PlayAsync(node, minutes: 10, minute => Enumerable.Range(0, 60).Select(n => Report("acme", minute, reporter: (minute * 1000) + n)));

        Assert.Contains(entries, e => e.Event is IncidentEvent.Detected);
        Assert.All(entries, e => Assert.Equal(ServiceId.Parse("acme"), e.Service));
    }

    [Fact]
    public async Task One_person_who_sends_as_much_opens_none()
    {
        await using var node = await StartAsync();

        var entries = await PlayAsync(node, minutes: 10, minute => Enumerable.Range(0, 60).Select(_ => Report("acme", minute, reporter: 1)));

        Assert.Empty(entries);
    }

    [Fact]
    public async Task As_many_reports_as_usual_open_none()
    {
        await using var node = await StartAsync();

        var entries = await PlayAsync(node, minutes: 30, minute => Enumerable.Range(0, 2).Select(n => Report("acme", minute, reporter: (minute * 10) + n)));

        Assert.Empty(entries);
    }

    [Fact]
    public async Task The_same_reports_make_the_same_history()
    {
        var first = await HistoryAsync("one");
        var second = await HistoryAsync("other");

        Assert.NotEmpty(first);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task What_is_no_report_is_refused_with_its_line()
    {
        await using var node = await StartAsync();
        _lines.Add(Report("acme", 0, 1), withTime: true);
        var lines = Encoding.UTF8.GetString(_lines.Bytes.Span) + "{\"service\":\"nowhere\"}\n";

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => node.SubmitAsync(Encoding.UTF8.GetBytes(lines), Cancelled));

        Assert.StartsWith("Line 2: service: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_submitted_is_on_disk_when_the_node_has_stopped()
    {
        await using (var node = await StartAsync())
        {
            await PlayAsync(node, minutes: 3, minute => Enumerable.Range(0, 5).Select(n => Report("bolt", minute, reporter: (minute * 10) + n)));
        }

        var counted = await StoreRebuild.RunAsync(_disk.Path, null, Cancelled);

        Assert.Equal(15, counted.Reports);
        Assert.Equal(3, counted.Bins);
        Assert.Equal(DateOnly.FromDateTime(Start.UtcDateTime), counted.FirstDay);
    }

    private static Service Service(string name) => new() { Id = ServiceId.Parse(name), Name = name, Category = "social", Symptoms = [App] };

    private static ScenarioReport Report(string service, int minute, int reporter) =>
        new(Start.AddMinutes(minute).AddSeconds(1), ServiceId.Parse(service), App, Britain, reporter);

    private async Task<IReadOnlyList<string>> HistoryAsync(string folder)
    {
        await using var node = await StartAsync(folder);
        var entries = await PlayAsync(node, minutes: 10, minute => Enumerable.Range(0, 40).Select(n => Report("acme", minute, reporter: (minute * 1000) + n)));
        return [.. entries.Select(e => $"{e.Incident} {e.Service} {e.Event.GetType().Name} {e.Event.At:O}")];
    }

    /// <summary>A node that has seen two reports a minute of each service for four days.</summary>
    private Task<VirtualNode> StartAsync(string folder = ".")
    {
        var history = from minute in Enumerable.Range(-4 * 1440, 4 * 1440)
                      from service in (string[])["acme", "bolt"]
                      select new ScenarioMinute(Start.AddMinutes(minute), ServiceId.Parse(service), Britain, App, 2);
        return VirtualNode.StartAsync(new NodeSettings { DataFolder = Path.Combine(_disk.Path, folder) }, Catalogue, history, Start, null, Cancelled);
    }

    /// <summary>Submits each minute's reports before it ends, and lets the node work at its end.</summary>
    private async Task<IReadOnlyList<IncidentEntry>> PlayAsync(VirtualNode node, int minutes, Func<int, IEnumerable<ScenarioReport>> reports)
    {
        var entries = new List<IncidentEntry>();
        for (var minute = 0; minute < minutes; minute++)
        {
            node.MoveTo(Start.AddMinutes(minute + 1).AddMilliseconds(-1));
            _lines.Clear();
            foreach (var report in reports(minute))
            {
                _lines.Add(report, withTime: true);
            }

            await node.SubmitAsync(_lines.Bytes, Cancelled);
            entries.AddRange((await node.TickAsync(Start.AddMinutes(minute + 1), Cancelled)).Services);
        }

        return entries;
    }
}
