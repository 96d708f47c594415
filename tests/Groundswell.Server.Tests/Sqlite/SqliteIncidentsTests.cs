using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Server.Sqlite;

namespace Groundswell.Server.Tests.Sqlite;

public sealed class SqliteIncidentsTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 10, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly ServiceId Acme = ServiceId.Parse("acme");
    private static readonly ServiceId Bolt = ServiceId.Parse("bolt");

    private readonly TemporaryFolder _folder = new();
    private SqliteIncidents _store;

    public SqliteIncidentsTests() => _store = new SqliteIncidents(_folder["groundswell.db"]);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_was_appended_is_read_back_whole_and_in_order_after_a_restart()
    {
        await _store.AppendAsync([Detected(1, Acme, 0), Detected(2, Bolt, 0), Confirmed(1, Acme, 2)], Cancelled);
        await _store.AppendAsync([Resolved(1, Acme, 40)], Cancelled);
        Restart();

        var history = await _store.ReadAsync(new IncidentId(1), Cancelled);

        Assert.Equal(["Detected 0", "Confirmed 2", "Resolved 40"], history.Select(Told));
        var detected = Assert.IsType<IncidentEvent.Detected>(history[0]);
        Assert.Equal((new IncidentId(1), Acme, Noon.AddMinutes(-3), Severity.Major), (detected.Id, detected.Service, detected.Onset, detected.Severity));
        Assert.Equal([RegionId.Parse("GB"), RegionId.Parse("US")], detected.Regions);
        Assert.Equal(SymptomId.Parse("login"), Assert.Single(detected.Symptoms));
    }

    [Fact]
    public async Task What_was_published_stays_as_it_was_whatever_is_added()
    {
        await _store.AppendAsync([Detected(1, Acme, 0), Confirmed(1, Acme, 2)], Cancelled);
        var published = Rows();

        await _store.AppendAsync([Resolved(1, Acme, 40)], Cancelled);
        await _store.AppendAsync([Wave(1, Acme, 60), Detected(2, Bolt, 61)], Cancelled);

        Assert.Equal(2, published.Count);
        Assert.Equal(published, Rows()[..2]);
        Assert.Equal(5, Rows().Count);
    }

    [Fact]
    public async Task Of_events_that_come_together_all_are_stored_or_none()
    {
        await Assert.ThrowsAnyAsync<Exception>(async () => await _store.AppendAsync([Detected(1, Acme, 0), new IncidentEntry(new IncidentId(1), Acme, null!)], Cancelled));

        Assert.Empty(Rows());
        Assert.Equal(0, await _store.ReadHighestNumberAsync(Cancelled));
    }

    [Fact]
    public async Task Open_incidents_and_those_that_ended_lately_are_loaded_with_their_whole_history()
    {
        await _store.AppendAsync([Detected(1, Acme, 0), Resolved(1, Acme, 30)], Cancelled);
        await _store.AppendAsync([Detected(2, Bolt, 0)], Cancelled);
        await _store.AppendAsync([Detected(3, Acme, 500), Resolved(3, Acme, 600)], Cancelled);

        var loaded = await _store.ReadSinceAsync(Noon.AddMinutes(600), Cancelled);
        var later = await _store.ReadSinceAsync(Noon.AddMinutes(601), Cancelled);

        Assert.Equal(["2 Detected 0", "3 Detected 500", "3 Resolved 600"], loaded.Select(e => $"{e.Incident.Number} {Told(e.Event)}"));
        Assert.Equal([2L], later.Select(e => e.Incident.Number));
        Assert.Equal([Bolt, Acme, Acme], loaded.Select(e => e.Service));
    }

    [Fact]
    public async Task An_incident_that_opens_again_is_open()
    {
        await _store.AppendAsync([Detected(1, Acme, 0), Resolved(1, Acme, 30), Wave(1, Acme, 60)], Cancelled);

        Assert.Equal(3, (await _store.ReadSinceAsync(Noon.AddDays(30), Cancelled)).Count);
    }

    [Fact]
    public async Task A_services_incidents_are_listed_newest_first_and_the_highest_number_is_known()
    {
        await _store.AppendAsync([Detected(1, Acme, 0), Detected(2, Bolt, 0), Detected(3, Acme, 10), Detected(4, Acme, 20), Confirmed(1, Acme, 30)], Cancelled);
        Restart();

        Assert.Equal([4L, 3L], (await _store.ListAsync(Acme, 2, Cancelled)).Select(i => i.Number));
        Assert.Equal([2L], (await _store.ListAsync(Bolt, 50, Cancelled)).Select(i => i.Number));
        Assert.Empty(await _store.ListAsync(ServiceId.Parse("nobody"), 50, Cancelled));
        Assert.Equal(4, await _store.ReadHighestNumberAsync(Cancelled));
    }

    private static string Told(IncidentEvent happened) => $"{happened.GetType().Name} {(happened.At - Noon).TotalMinutes}";

    private static IncidentEntry Detected(long number, ServiceId service, int minute) => new(
        new IncidentId(number),
        service,
        new IncidentEvent.Detected(
            new IncidentId(number), service, Noon.AddMinutes(minute - 3), Severity.Major, 90, 4, [RegionId.Parse("GB"), RegionId.Parse("US")], [SymptomId.Parse("login")])
        { At = Noon.AddMinutes(minute) });

    private static IncidentEntry Confirmed(long number, ServiceId service, int minute) =>
        new(new IncidentId(number), service, new IncidentEvent.Confirmed(100, 4) { At = Noon.AddMinutes(minute) });

    private static IncidentEntry Resolved(long number, ServiceId service, int minute) =>
        new(new IncidentId(number), service, new IncidentEvent.Resolved { At = Noon.AddMinutes(minute) });

    private static IncidentEntry Wave(long number, ServiceId service, int minute) =>
        new(new IncidentId(number), service, new IncidentEvent.WaveBegan(2, Noon.AddMinutes(minute - 2), 80, 4) { At = Noon.AddMinutes(minute) });

    private void Restart()
    {
        _store.Dispose();
        _store = new SqliteIncidents(_folder["groundswell.db"]);
    }

    private List<(long Sequence, string Content)> Rows()
    {
        using var file = SqliteFile.OpenToRead(_folder["groundswell.db"]);
        using var rows = file.Prepare("SELECT sequence, content FROM incident_events ORDER BY sequence");
        var read = new List<(long, string)>();
        while (rows.Read())
        {
            read.Add((rows.Int64(0), rows.Text(1)));
        }

        return read;
    }
}
