using Groundswell.Catalogue;
using Groundswell.Server.Sqlite;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Groundswell.Server.Tests.Sqlite;

public sealed class SqliteJournalTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 10, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Noon);
    private SqliteJournal _journal;

    public SqliteJournalTests() => _journal = Open();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_was_appended_is_read_back_in_order_after_a_restart()
    {
        await AppendAsync(Report(reporter: 1), Report(reporter: 2, service: 5));
        await AppendAsync(Report(reporter: 3));
        Restart();

        Assert.Equal(3, _journal.LastSequence);
        Assert.Equal([(1L, 1), (2L, 5), (3L, 1)], await ReadAsync(after: 0));
        Assert.Equal([(3L, 1)], await ReadAsync(after: 2));
    }

    [Fact]
    public async Task A_repeat_within_thirty_minutes_is_answered_and_takes_no_row_also_across_a_restart()
    {
        var first = await AppendAsync(Report(reporter: 1));
        Restart();
        var repeat = await AppendAsync(Report(reporter: 1));

        Assert.Equal(ReportOutcome.Counted, first[0].Outcome);
        Assert.Equal(ReportOutcome.Repeated, repeat[0].Outcome);
        Assert.Equal(1, _journal.LastSequence);
        Assert.Single(await ReadAsync(after: 0));
    }

    [Fact]
    public async Task The_same_retry_key_is_stored_once_and_answered_with_the_same_id()
    {
        var key = RetryKey.Create("", "a-key"u8, fingerprint: 42);
        var first = await AppendAsync(Report(reporter: 1, key: key));
        Restart();
        var retry = await AppendAsync(Report(reporter: 9, key: key));

        Assert.Equal(ReportOutcome.Duplicate, retry[0].Outcome);
        Assert.Equal(first[0].Id, retry[0].Id);
        Assert.Equal(1, _journal.LastSequence);
    }

    [Fact]
    public async Task Two_reports_of_one_batch_with_one_key_are_stored_once()
    {
        var key = RetryKey.Create("", "a-key"u8, fingerprint: 42);
        var stored = await AppendAsync(Report(reporter: 1, key: key), Report(reporter: 2, key: key));

        Assert.Equal([ReportOutcome.Counted, ReportOutcome.Duplicate], stored.Select(r => r.Outcome));
    }

    [Fact]
    public async Task A_retry_after_midnight_finds_the_key_of_the_day_before()
    {
        var key = RetryKey.Create("", "a-key"u8, fingerprint: 42);
        await AppendAsync(Report(reporter: 1, key: key));
        _time.Advance(TimeSpan.FromHours(13));
        Restart();
        var retry = await AppendAsync(Report(reporter: 1, key: key));

        Assert.Equal(ReportOutcome.Duplicate, retry[0].Outcome);
    }

    [Fact]
    public async Task A_retry_key_that_came_with_another_report_is_refused()
    {
        await AppendAsync(Report(reporter: 1, key: RetryKey.Create("", "a-key"u8, fingerprint: 42)));
        var other = await AppendAsync(Report(reporter: 1, key: RetryKey.Create("", "a-key"u8, fingerprint: 43)));

        Assert.Equal(ReportOutcome.KeyReused, other[0].Outcome);
        Assert.Equal(1, _journal.LastSequence);
    }

    [Fact]
    public async Task Sequences_go_on_over_midnight_into_a_new_file()
    {
        await AppendAsync(Report(reporter: 1));
        _time.Advance(TimeSpan.FromDays(1));
        var next = await AppendAsync(Report(reporter: 2));

        Assert.Equal(2, next[0].Sequence);
        Assert.Equal(2, JournalDay.List(_folder.Path).Count);
        Assert.Equal(DateOnly.FromDateTime(Noon.UtcDateTime), _journal.FirstDay);
        Assert.Equal([(1L, 1), (2L, 1)], await ReadAsync(after: 0));
    }

    [Fact]
    public async Task Old_days_are_deleted_whole()
    {
        await AppendAsync(Report(reporter: 1));
        _time.Advance(TimeSpan.FromDays(2));
        await AppendAsync(Report(reporter: 2));
        _journal.DeleteBefore(DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime), counted: 2);

        Assert.Equal([(2L, 1)], await ReadAsync(after: 0));
    }

    [Fact]
    public async Task A_sequence_is_never_given_twice_though_every_day_was_deleted_for_its_age()
    {
        await AppendAsync(Report(reporter: 1), Report(reporter: 2));
        _time.Advance(TimeSpan.FromDays(40));
        Assert.True(_journal.DeleteBefore(Today, counted: 2));
        Restart();

        Assert.Equal(3, (await AppendAsync(Report(reporter: 3)))[0].Sequence);
        Assert.Empty(_journal.Losses);
    }

    [Fact]
    public async Task A_day_is_kept_for_longer_while_something_of_it_is_not_counted()
    {
        await AppendAsync(Report(reporter: 1), Report(reporter: 2));
        _time.Advance(TimeSpan.FromDays(40));

        Assert.False(_journal.DeleteBefore(Today, counted: 1));
        Assert.Equal(2, (await ReadAsync(after: 0)).Count);
    }

    [Fact]
    public async Task A_day_that_is_deleted_while_it_is_open_takes_reports_again_when_the_clock_is_put_back()
    {
        await AppendAsync(Report(reporter: 1));
        _journal.DeleteBefore(Today.AddDays(1), counted: 1);
        var next = await AppendAsync(Report(reporter: 2));
        Restart();

        Assert.Equal(2, next[0].Sequence);
        Assert.Equal([(2L, 1)], await ReadAsync(after: 0));
    }

    [Fact]
    public async Task A_journal_that_is_older_than_its_counts_says_what_it_lacks_and_goes_on_above_them()
    {
        await AppendAsync(Report(reporter: 1));
        Restart(counted: 300);

        var loss = Assert.Single(_journal.Losses);
        Assert.Equal((2, 300), (loss.First, loss.Last));
        Assert.Equal(301, (await AppendAsync(Report(reporter: 2)))[0].Sequence);
        Assert.Equal(Today.AddDays(1), _journal.FirstDay);
    }

    [Fact]
    public async Task A_day_that_is_lost_is_missed_at_every_start_until_it_is_put_back()
    {
        await AppendAsync(Report(reporter: 1));
        _time.Advance(TimeSpan.FromDays(1));
        await AppendAsync(Report(reporter: 2), Report(reporter: 3));
        _time.Advance(TimeSpan.FromDays(1));
        await AppendAsync(Report(reporter: 4));
        var lost = JournalDay.PathOf(_folder.Path, Today.AddDays(-1));
        _journal.Dispose();
        File.Move(lost, lost + ".away");
        _journal = Open();
        Restart();

        Assert.Equal("Reports 2 to 3 of 2025-10-21 are missing", Assert.Single(_journal.Losses).ToString());
        Assert.Equal(Today, _journal.FirstDay);

        _journal.Dispose();
        File.Move(lost + ".away", lost);
        _journal = Open();
        Assert.Empty(_journal.Losses);
        Assert.Equal(Today.AddDays(-2), _journal.FirstDay);
    }

    [Fact]
    public async Task A_day_of_which_the_end_is_lost_is_missed_though_reports_follow_in_the_same_file()
    {
        await AppendAsync(Report(reporter: 1));
        _journal.Dispose();
        var path = JournalDay.PathOf(_folder.Path, Today);
        File.Copy(path, path + ".old");
        _journal = Open();
        await AppendAsync(Report(reporter: 2), Report(reporter: 3));
        _journal.Dispose();
        File.Move(path + ".old", path, overwrite: true);
        _journal = Open();
        await AppendAsync(Report(reporter: 4));
        Restart();

        Assert.Equal((2, 3), (Assert.Single(_journal.Losses).First, _journal.Losses[0].Last));
        Assert.Equal([(1L, 1), (4L, 1)], await ReadAsync(after: 0));
    }

    [Fact]
    public async Task Sequences_rise_though_the_latest_is_in_the_file_of_an_earlier_day()
    {
        await AppendAsync(Report(reporter: 1));
        _journal.Dispose();
        foreach (var day in (int[])[20, 21])
        {
            using var ahead = new SqliteJournal(_folder.Path, new NodeClock(new FakeTimeProvider(Noon.AddDays(day))), NullLogger<SqliteJournal>.Instance);
            await ahead.AppendAsync(new[] { Report(reporter: day) }, Cancellation);
        }

        _journal = Open();
        Assert.Equal(4, (await AppendAsync(Report(reporter: 2)))[0].Sequence);
        Restart();
        Assert.Equal(4, _journal.LastSequence);
    }

    [Fact]
    public async Task A_file_that_holds_nothing_yet_is_an_empty_day_and_one_that_is_damaged_is_named()
    {
        _journal.Dispose();
        File.WriteAllBytes(JournalDay.PathOf(_folder.Path, Today), []);
        _journal = Open();
        Assert.Equal(1, (await AppendAsync(Report(reporter: 1)))[0].Sequence);

        _journal.Dispose();
        var damaged = JournalDay.PathOf(_folder.Path, Today.AddDays(-1));
        File.WriteAllBytes(damaged, [.. Enumerable.Repeat((byte)7, 5000)]);
        Assert.StartsWith($"{damaged} cannot be read: ", Assert.Throws<InvalidDataException>(() => Open()).Message, StringComparison.Ordinal);
        File.Delete(damaged);
        _journal = Open();
    }

    [Fact]
    public async Task More_than_may_wait_is_refused_whole()
    {
        var batch = new Report[SqliteJournal.MaximumWaiting + 1];

        await Assert.ThrowsAsync<JournalFullException>(async () => await _journal.AppendAsync(batch, Cancellation));
        Assert.Equal(0, _journal.LastSequence);
        Assert.Equal(0, _journal.Waiting);
    }

    [Fact]
    public async Task Concurrent_senders_are_each_stored_exactly_once()
    {
        // Somebody must take what is committed, or the writer waits after some dozens of commits.
        var taken = _journal.Committed.ReadAllAsync(Cancellation).SelectMany(group => group.Counted).CountAsync(Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await AppendAsync(Report(reporter: (sender * 1_000) + i + 1));
            }
        })));

        Assert.Equal(1_000, _journal.LastSequence);
        Assert.Equal(Enumerable.Range(1, 1_000).Select(i => (long)i), (await ReadAsync(after: 0)).Select(r => r.Sequence));
        _journal.Dispose();
        Assert.Equal(1_000, await taken);
    }

    [Fact]
    public async Task Ids_are_version_7_and_rise_with_arrival()
    {
        var first = await AppendAsync(Report(reporter: 1));
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = await AppendAsync(Report(reporter: 2));

        Assert.Equal(7, first[0].Id.Version);
        Assert.True(string.CompareOrdinal(first[0].Id.ToString(), second[0].Id.ToString()) < 0);
    }

    private DateOnly Today => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

    private SqliteJournal Open(long counted = 0) => new(_folder.Path, new NodeClock(_time), NullLogger<SqliteJournal>.Instance, counted);

    private void Restart(long counted = 0)
    {
        _journal.Dispose();
        _journal = Open(counted);
    }

    private async Task<Report[]> AppendAsync(params Report[] reports)
    {
        await _journal.AppendAsync(reports, Cancellation);
        return reports;
    }

    private async Task<List<(long Sequence, int Service)>> ReadAsync(long after)
    {
        var read = new List<(long, int)>();
        await _journal.ReadCountedAsync(after, (sequence, report) => read.Add((sequence, report.Service)), Cancellation);
        return read;
    }

    private Report Report(long reporter, int service = 1, RetryKey key = default) => new()
    {
        EventTime = _time.GetUtcNow().ToUnixTimeMilliseconds(),
        ArrivalTime = _time.GetUtcNow().ToUnixTimeMilliseconds(),
        Service = service,
        Symptom = 1,
        Region = RegionId.Parse("GB"),
        Source = ReportSource.Api,
        Reporter = new ReporterId(reporter),
        RetryKey = key,
    };
}
