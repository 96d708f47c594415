using Groundswell.Catalogue;
using Groundswell.Server.Sqlite;
using Groundswell.Signals;

namespace Groundswell.Server.Tests.Sqlite;

public sealed class SqliteObservationsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2025, 10, 20, 7, 11, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Path => _folder["groundswell.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_notice_comes_back_as_it_was()
    {
        var full = Say("API") with { Feed = new Uri("https://status.examplia.example/a%20b?x=%2F"), Link = new Uri("https://stspg.example/%C3%A9"), Component = ComponentId.Parse("examplia/global/api"), Text = "Names. <b>" };
        using var store = new SqliteObservations(Path);

        await store.AppendAsync([], [full, Say("Web")], Cancelled);

        Assert.Equal([full, Say("Web")], await store.ReadNoticesAsync(Start, Cancelled));
    }

    [Fact]
    public async Task Every_word_on_what_is_open_is_read_however_old_and_deleted_only_once_it_is_over()
    {
        using var store = new SqliteObservations(Path);
        Notice[] open = [Say("API"), Say("API", 20)];
        Notice[] over = [Say("Web"), Say("Web", 30) with { Resolved = true }];
        await store.AppendAsync([], [.. open, .. over], Cancelled);

        Assert.Equal(open, await store.ReadNoticesAsync(Start.AddDays(100), Cancelled));
        await store.DeleteBeforeAsync(Start.AddDays(100), Cancelled);
        Assert.Equal(open, await store.ReadNoticesAsync(Start, Cancelled));

        await store.AppendAsync([], [Say("API", 40) with { Resolved = true }], Cancelled);
        await store.DeleteBeforeAsync(Start.AddDays(100), Cancelled);
        Assert.Empty(await store.ReadNoticesAsync(Start, Cancelled));
    }

    [Fact]
    public async Task The_same_thing_on_another_page_or_of_another_component_is_another()
    {
        using var store = new SqliteObservations(Path);
        var elsewhere = Say("API") with { Feed = new Uri("https://other.example/") };
        var other = Say("API") with { Component = ComponentId.Parse("examplia/global/api") };

        await store.AppendAsync([], [elsewhere, other, Say("API", 5) with { Resolved = true }], Cancelled);

        Assert.Equal([elsewhere, other], await store.ReadNoticesAsync(Start.AddDays(1), Cancelled));
    }

    [Fact]
    public async Task A_store_of_before_notices_kept_their_page_is_taken_up()
    {
        using (var old = SqliteFile.Open(Path, "CREATE TABLE notices(sequence INTEGER PRIMARY KEY, seen INTEGER NOT NULL, provider TEXT NOT NULL); INSERT INTO notices(seen, provider) VALUES(1, 'aws')"))
        {
        }

        using var store = new SqliteObservations(Path);
        await store.AppendAsync([], [Say("API")], Cancelled);

        Assert.Equal([Say("API")], await store.ReadNoticesAsync(DateTimeOffset.MinValue, Cancelled));
    }

    private static Notice Say(string named, int minute = 0) => new()
    {
        Provider = "examplia",
        Named = named,
        State = NoticeState.Degraded,
        Incident = "i1",
        PostedAt = Start,
        RevisedAt = Start.AddMinutes(minute),
        SeenAt = Start.AddMinutes(minute),
    };
}
