using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Server.Hosting;
using Groundswell.Server.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Groundswell.Server.Tests.Hosting;

/// <summary>What a node learns, on a store on disk: <c>shop</c> needs <c>acme/r1/db</c>, <c>bank</c> needs it no more.</summary>
public sealed class LearningFollowerTests : IDisposable
{
    private static readonly ComponentId Db = ComponentId.Parse("acme/r1/db");
    private static readonly DateTimeOffset Start = new(2025, 10, 20, 6, 0, 0, TimeSpan.Zero);
    private static readonly ServiceCatalogue Whole = Catalogue("shop", "bank");

    private readonly TemporaryFolder _folder = new();
    private readonly List<IDisposable> _open = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _open.ForEach(o => o.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public async Task Nothing_is_known_before_an_incident_has_ended_and_an_ended_one_teaches_at_its_tick()
    {
        var (causes, learning) = await StartAsync(Whole);
        var before = learning.Knowledge;
        var history = Incident(1, 0);
        await causes.AppendAsync([.. history[..^1]], Cancelled);
        await learning.FollowAsync(Start, Whole, [], [.. history[..^1]], Cancelled);
        Assert.Same(before, learning.Knowledge);
        Assert.Null(learning.Knowledge!.Weight(Db, "shop"));

        await causes.AppendAsync([history[^1]], Cancelled);
        await learning.FollowAsync(Start.AddHours(3), Whole, [], [history[^1]], Cancelled);

        Assert.NotSame(before, learning.Knowledge);
        Assert.True(learning.Knowledge!.Weight(Db, "shop") > learning.Knowledge.Weight(Db, "bank"));
        Assert.InRange(learning.Knowledge.LagMinutes(Db, "shop")!.Value, 2.1, 20);
    }

    [Fact]
    public async Task A_restart_knows_the_same()
    {
        var (causes, learning) = await StartAsync(Whole);
        for (var day = 0; day < 4; day++)
        {
            var history = Incident(day + 1, day);
            await causes.AppendAsync(history, Cancelled);
            await learning.FollowAsync(Start.AddDays(day).AddHours(3), Whole, [], history, Cancelled);
        }

        var (_, again) = await StartAsync(Whole);

        Assert.Equal(learning.Knowledge!.Weight(Db, "shop"), again.Knowledge!.Weight(Db, "shop"));
        Assert.Equal(learning.Knowledge.LagMinutes(Db, "shop"), again.Knowledge.LagMinutes(Db, "shop"));
        Assert.InRange(again.Knowledge.Weight(Db, "shop")!.Value, 0.7, 1);
    }

    [Fact]
    public async Task A_dependency_that_leaves_the_catalogue_is_forgotten_and_the_others_are_not()
    {
        var (causes, learning) = await StartAsync(Whole);
        var history = Incident(1, 0);
        await causes.AppendAsync(history, Cancelled);
        await learning.FollowAsync(Start.AddHours(3), Whole, [], history, Cancelled);
        Assert.NotNull(learning.Knowledge!.Weight(Db, "bank"));

        await learning.FollowAsync(Start.AddHours(4), Catalogue("shop"), [], [], Cancelled);

        Assert.Null(learning.Knowledge.Weight(Db, "bank"));
        Assert.NotNull(learning.Knowledge.Weight(Db, "shop"));
    }

    [Fact]
    public async Task An_incident_that_goes_on_after_its_end_counts_once_it_has_ended_again()
    {
        var (causes, learning) = await StartAsync(Whole);
        var history = Incident(1, 0);
        await causes.AppendAsync(history, Cancelled);
        await learning.FollowAsync(Start.AddHours(3), Whole, [], history, Cancelled);
        var once = learning.Knowledge!.Weight(Db, "bank");

        List<CauseEntry> more =
        [
            new(new IncidentId(1), new CauseEvent.ServicesJoined([new JoinedService(ServiceId.Parse("bank"), new IncidentId(77), At(0, 190), Db, 1, 1)]) { At = At(0, 192) }),
            new(new IncidentId(1), new CauseEvent.Spared([], []) { At = At(0, 250) }),
            new(new IncidentId(1), new CauseEvent.Resolved { At = At(0, 250) }),
        ];
        await causes.AppendAsync(more, Cancelled);
        await learning.FollowAsync(Start.AddHours(6), Whole, [], more, Cancelled);

        Assert.True(learning.Knowledge!.Weight(Db, "bank") > once);
    }

    private async Task<(SqliteCauses Causes, LearningFollower Learning)> StartAsync(ServiceCatalogue catalogue)
    {
        var path = Path.Combine(_folder.Path, "groundswell.db");
        var (causes, incidents, rollups, names) = (new SqliteCauses(path), new SqliteIncidents(path), new SqliteRollups(path), new SqliteNames(path));
        _open.AddRange([causes, incidents, rollups, names]);
        var learning = new LearningFollower(causes, incidents, rollups, names, CauseOptions.Default, NullLogger<LearningFollower>.Instance);
        await learning.RestoreAsync(Start.AddDays(5), catalogue, Cancelled);
        return (causes, learning);
    }

    /// <summary>The database fails, takes the shop down after eleven minutes, and the bank stays up.</summary>
    private static List<CauseEntry> Incident(int number, int day)
    {
        var id = new IncidentId(number);
        CauseEvent[] history =
        [
            new CauseEvent.Opened(id, new CauseName(Db), 0.95, At(day, 0), "", []) { At = At(day, 2) },
            new CauseEvent.ComponentFailed(new FailingComponent(Db, null, At(day, 0))) { At = At(day, 2) },
            new CauseEvent.ServicesJoined([new JoinedService(ServiceId.Parse("shop"), new IncidentId(100 + number), At(day, 11), Db, 1, 1)]) { At = At(day, 13) },
            new CauseEvent.ServicesRecovered([ServiceId.Parse("shop")]) { At = At(day, 90) },
            new CauseEvent.Spared([ServiceId.Parse("bank")], []) { At = At(day, 120) },
            new CauseEvent.Resolved { At = At(day, 120) },
        ];
        return [.. history.Select(e => new CauseEntry(id, e))];
    }

    private static DateTimeOffset At(int day, int minute) => Start.AddDays(day).AddMinutes(minute);

    private static ServiceCatalogue Catalogue(params IEnumerable<string> needing) => new(
        [.. needing.Concat(["idle"]).Select(s => new Service { Id = ServiceId.Parse(s), Name = s, Category = "shops", Symptoms = [], Dependencies = s == "idle" ? [] : [new Dependency { On = Db, Criticality = Criticality.Degraded, Evidence = [new(EvidenceKind.Stated, "test")] }] })],
        [],
        [new Category("shops", "Shops")],
        [new Provider { Id = "acme", Name = "Acme" }],
        [new Component { Id = Db, Name = "Tables", Kind = ComponentKind.Database }]);
}
