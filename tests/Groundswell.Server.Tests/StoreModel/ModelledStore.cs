using System.Buffers;
using System.Globalization;
using System.Text;
using Groundswell.Catalogue;
using Groundswell.Cluster;
using Groundswell.Counting;
using Groundswell.Detection;
using Groundswell.Server.Hosting;
using Groundswell.Server.Hosting.Settings;
using Groundswell.Server.Ingest;
using Groundswell.Server.Replaying;
using Groundswell.Server.Sqlite;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Groundswell.Server.Tests.StoreModel;

/// <summary>
/// A node on a real store, and beside it what it was told. Every acknowledged report must be in the counts once, however the node ended and
/// whatever became of its clock and files; only one whose journal is lost before it was counted may be missing.
/// </summary>
internal sealed class ModelledStore(string root) : IAsyncDisposable
{
    private const string Database = "groundswell.db";
    private static readonly string[] Services = ["acme", "bolt", "core"];

    private readonly SteppedTime _time = new(new DateTimeOffset(2025, 10, 20, 12, 0, 0, TimeSpan.Zero));
    private readonly List<Told> _told = [];
    private string _folder = Path.Combine(root, "0");
    private IHost? _host;
    private int _life;
    private int _people;
    private long _highest;
    private Copy? _copy;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Node Node => _host!.Services.GetRequiredService<Node>();

    private string Journal => Path.Combine(_folder, "journal");

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
    }

    public async Task StartAsync()
    {
        var app = SymptomId.Parse("app");
        var all = Services.Select(name => new Service { Id = ServiceId.Parse(name), Name = name, Category = "mail", Symptoms = [app] });
        var catalogue = new ServiceCatalogue([.. all], [new Symptom(app, "App")], [new Category("mail", "Mail")], [], []);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var settings = new NodeSettings { DataFolder = _folder, JournalRetention = TimeSpan.FromDays(2) };
        NodeHost.AddNode(builder, settings, new NodeClock(_time), new CurrentCatalogue(catalogue));
        builder.Services.AddSingleton(services => ShardsInProcess.Place(
            services.GetRequiredService<ShardAssignments>(), services.GetRequiredService<IRollups>(), services.GetRequiredService<DetectorOptions>()));
        _host = builder.Build();
        await Node.StartAsync(Cancelled);
        await Node.TickAsync(Cancelled);
    }

    public async Task RunAsync(StoreStep step)
    {
        switch (step)
        {
            case StoreStep.Report report:
                await ReportAsync(report);
                break;
            case StoreStep.Tick:
                await Node.TickAsync(Cancelled);
                break;
            case StoreStep.Pass pass:
                Move(pass.Minutes);
                break;
            case StoreStep.SetClock set:
                Move(set.ByMinutes);
                break;
            case StoreStep.Off off:
                await StopAsync();
                Move(off.Hours * 60);
                await StartAsync();
                break;
            case StoreStep.Kill:
                await KillAsync();
                await StartAsync();
                break;
            case StoreStep.Rebuild:
                await KillAsync();
                await StoreRebuild.RunAsync(_folder, null, Cancelled);
                Note(told => told.IsCounted ??= told.IsInJournal ? null : false);
                await StartAsync();
                break;
            default:
                await StopAsync();
                Alter(step);
                await StartAsync();
                break;
        }
    }

    /// <summary>Stops the node, and compares the counts with what was told.</summary>
    public async Task StopAsync()
    {
        await Node.StopAsync(Cancelled);
        await ((IAsyncDisposable)_host!).DisposeAsync();
        _host = null;
        await CheckAsync();
    }

    private void Move(int minutes) => _time.MoveTo(_time.GetUtcNow().AddMinutes(minutes));

    private async Task ReportAsync(StoreStep.Report report)
    {
        var now = _time.GetUtcNow();
        var intake = _host!.Services.GetRequiredService<ReportIntake>();
        var batch = new ReportBatch(intake.Catalogue, new ReportSender
        {
            ArrivalTime = now.ToUnixTimeMilliseconds(),
            Source = ReportSource.Batch,
            Key = _host.Services.GetRequiredService<IReporterKeys>().KeyOf(DateOnly.FromDateTime(now.UtcDateTime)),
            Reporter = default,
            IsTrusted = true,
        });
        var time = now.AddMinutes(-report.MinutesLate);
        var lines = Enumerable.Range(0, report.People).Select(_ => string.Create(
            CultureInfo.InvariantCulture, $$"""{"service":"{{Services[report.Service]}}","symptom":"app","reporter":"p{{_people++}}","event_time":"{{time:yyyy-MM-ddTHH:mm:ssZ}}"}"""));
        batch.ReadLines(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(string.Join('\n', lines))), isLast: true);
        await intake.SubmitAsync(batch.Reports, Cancelled);
        foreach (var stored in batch.Reports.ToArray())
        {
            Assert.Equal(ReportOutcome.Counted, stored.Outcome);
            Assert.True(stored.Sequence > _highest, $"sequence {stored.Sequence} was given after {_highest}");
            _highest = stored.Sequence;
            _told.Add(new Told(stored.Id, Services[report.Service], stored.Minute));
        }
    }

    /// <summary>What lies on the disk is all that is left of the node; what it had in memory is gone.</summary>
    private async Task KillAsync()
    {
        await _host!.Services.GetRequiredService<JournalFeed>().DrainAsync(Cancelled);
        var next = Path.Combine(root, (++_life).ToString(CultureInfo.InvariantCulture));
        CopyFolder(_folder, next);
        var old = _folder;
        await Node.StopAsync(Cancelled);
        await ((IAsyncDisposable)_host).DisposeAsync();
        _host = null;
        Directory.Delete(old, recursive: true);
        _folder = next;
    }

    private void Alter(StoreStep step)
    {
        switch (step)
        {
            case StoreStep.LoseDay lose when JournalDay.List(Journal) is { Count: > 0 } days:
                JournalDay.Delete(Journal, days[lose.Number % days.Count]);
                Note(_ => { });
                break;
            case StoreStep.EmptyDay when !File.Exists(JournalDay.PathOf(Journal, DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime))):
                File.Create(JournalDay.PathOf(Journal, DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime))).Dispose();
                break;
            case StoreStep.KeepCopy:
                _copy = new Copy(Path.Combine(root, $"copy-{++_life}"), [.. _told.Select(t => t.IsCounted)]);
                CopyFolder(_folder, _copy.Folder);
                break;
            case StoreStep.PutBackCounts when _copy is { } copy:
                foreach (var path in Directory.GetFiles(_folder, Database + "*"))
                {
                    File.Delete(path);
                }

                File.Copy(Path.Combine(copy.Folder, Database), Path.Combine(_folder, Database));
                _highest = 0;
                Note(_ => { });
                for (var i = 0; i < _told.Count; i++)
                {
                    _told[i].IsCounted = i >= copy.Counted.Count ? _told[i].IsInJournal : copy.Counted[i] == false && _told[i].IsInJournal ? null : copy.Counted[i];
                }

                break;
            case StoreStep.PutBackJournal when _copy is { } copy:
                Directory.Delete(Journal, recursive: true);
                CopyFolder(Path.Combine(copy.Folder, "journal"), Journal);
                _highest = 0;
                Note(told => told.IsCounted = told is { IsInJournal: true, IsCounted: false } ? null : told.IsCounted);
                break;
        }
    }

    private void Note(Action<Told> note)
    {
        var held = new HashSet<Guid>();
        foreach (var day in JournalDay.List(Journal).Where(day => JournalDay.ReadRange(Journal, day) is not null))
        {
            using var file = SqliteFile.OpenToRead(JournalDay.PathOf(Journal, day));
            using var ids = file.Prepare("SELECT id FROM reports");
            while (ids.Read())
            {
                held.Add(new Guid(ids.Blob(0), bigEndian: true));
            }
        }

        foreach (var told in _told)
        {
            told.IsInJournal = held.Contains(told.Id);
            note(told);
        }
    }

    private async Task CheckAsync()
    {
        using var names = new SqliteNames(Path.Combine(_folder, Database));
        using var rollups = new SqliteRollups(Path.Combine(_folder, Database));
        foreach (var service in Services)
        {
            var number = (await names.NumberAsync(NameKind.Service, [service], Cancelled))[0];
            var bins = new List<RollupBin>();
            await rollups.ReadBinsAsync(number, 0, int.MaxValue, bins.Add, Cancelled);
            var counts = bins.GroupBy(b => b.Minute).ToDictionary(g => g.Key, g => g.Sum(b => b.Count));
            foreach (var minute in _told.Where(t => t.Service == service).Select(t => t.Minute).Union(counts.Keys).Order())
            {
                var told = _told.Where(t => t.Service == service && t.Minute == minute).ToList();
                var (least, most) = (told.Count(t => t.IsCounted == true), told.Count(t => t.IsCounted != false));
                var count = counts.GetValueOrDefault(minute);
                Assert.True(
                    count >= least && count <= most,
                    string.Create(CultureInfo.InvariantCulture, $"{service} has {count} reports at {DateTimeOffset.UnixEpoch.AddMinutes(minute):u}, and {least} to {most} were acknowledged"));
            }
        }
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var path in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith("-shm", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }

    private sealed record Copy(string Folder, IReadOnlyList<bool?> Counted);
}
