using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Server.Hosting;
using Groundswell.Server.Sqlite;
using Groundswell.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Groundswell.Server.Tests.Hosting;

public sealed class IncidentFollowerTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 10, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly ServiceId Acme = ServiceId.Parse("acme");

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteIncidents _incidents;
    private readonly FullStore _store;

    public IncidentFollowerTests()
    {
        _incidents = new SqliteIncidents(_folder.File("groundswell.db"));
        _store = new FullStore(_incidents);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _incidents.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_event_is_stored_when_it_is_told()
    {
        var follower = await FollowAnewAsync(Noon);

        var told = await TickAsync(follower, 0, SeriesState.Down);

        Assert.IsType<IncidentEvent.Detected>(Assert.Single(told).Event);
        Assert.Equal(told[0].Event.At, Assert.Single(await _store.ReadAsync(told[0].Incident, Cancelled)).At);
        Assert.Equal(told[0].Incident, Assert.Single(follower.Book.Open).Id);
    }

    [Fact]
    public async Task What_the_store_refuses_is_not_told_and_the_next_tick_decides_anew()
    {
        var follower = await FollowAnewAsync(Noon);
        _store.IsFull = true;

        var refused = await TickAsync(follower, 0, SeriesState.Down);
        Assert.Empty(refused);
        Assert.Empty(follower.Book.Open);
        Assert.Equal("No space is left.", follower.Refusal);

        _store.IsFull = false;
        var told = await TickAsync(follower, 1, SeriesState.Down);
        Assert.Equal((1L, Noon.AddMinutes(1)), (Assert.Single(told).Incident.Number, told[0].Event.At));
        Assert.Null(follower.Refusal);
    }

    [Fact]
    public async Task After_a_restart_an_open_incident_goes_on_as_the_same()
    {
        var first = await FollowAnewAsync(Noon);
        var opened = await TickAsync(first, 0, SeriesState.Down);

        var second = await FollowAnewAsync(Noon.AddMinutes(1));
        Assert.Equal(opened[0].Incident, Assert.Single(second.Book.Open).Id);
        for (var minute = 1; minute < 40; minute++)
        {
            await TickAsync(second, minute, minute < 5 ? SeriesState.Down : SeriesState.Normal);
        }

        Assert.Empty(second.Book.Open);
        Assert.Equal(1, await _store.ReadHighestNumberAsync(Cancelled));
        Assert.Equal(
            ["Detected", "Confirmed", "RecoveryBegan", "Resolved"],
            (await _store.ReadAsync(opened[0].Incident, Cancelled)).Select(e => e.GetType().Name));
    }

    [Fact]
    public async Task A_number_is_never_given_twice_though_its_incident_is_long_over()
    {
        var first = await FollowAnewAsync(Noon);
        for (var minute = 0; minute < 60; minute++)
        {
            await TickAsync(first, minute, minute < 5 ? SeriesState.Down : SeriesState.Normal);
        }

        var second = await FollowAnewAsync(Noon.AddDays(30));
        Assert.Empty(second.Book.RecentlyResolved);
        var told = await TickAsync(second, 30 * 24 * 60, SeriesState.Down);

        Assert.Equal(2, Assert.Single(told).Incident.Number);
    }

    private static async Task<IReadOnlyList<IncidentEntry>> TickAsync(IncidentFollower follower, int minute, SeriesState state) =>
        await follower.FollowAsync(Noon.AddMinutes(minute), [Assessment(Noon.AddMinutes(minute), state)], Cancelled);

    private static ServiceAssessment Assessment(DateTimeOffset at, SeriesState state) => new()
    {
        Service = Acme,
        At = at,
        State = state,
        Total = new Assessment { Bin = 0, State = state, Observed = 2, Expected = 2, Lower = 0, Upper = 6, Score = 0, LogBayesFactor = 0, Information = 0 },
        RecentReports = state == SeriesState.Down ? 60 : 5,
        RecentExpected = 5,
    };

    private async Task<IncidentFollower> FollowAnewAsync(DateTimeOffset now)
    {
        var follower = new IncidentFollower(_store, IncidentOptions.Default, NullLogger<IncidentFollower>.Instance);
        await follower.RestoreAsync(now, Cancelled);
        return follower;
    }

    /// <summary>A store whose disk can be full.</summary>
    private sealed class FullStore(IIncidentStore store) : IIncidentStore
    {
        public bool IsFull { get; set; }

        public ValueTask AppendAsync(IReadOnlyList<IncidentEntry> events, CancellationToken cancellationToken) =>
            IsFull ? ValueTask.FromException(new IOException("No space is left.")) : store.AppendAsync(events, cancellationToken);

        public ValueTask<IReadOnlyList<IncidentEntry>> ReadSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) => store.ReadSinceAsync(since, cancellationToken);

        public ValueTask<IReadOnlyList<IncidentEvent>> ReadAsync(IncidentId incident, CancellationToken cancellationToken) => store.ReadAsync(incident, cancellationToken);

        public ValueTask<IReadOnlyList<IncidentId>> ListAsync(ServiceId service, int most, CancellationToken cancellationToken) => store.ListAsync(service, most, cancellationToken);

        public ValueTask<long> ReadHighestNumberAsync(CancellationToken cancellationToken) => store.ReadHighestNumberAsync(cancellationToken);
    }
}
