using Groundswell.Catalogue;
using Groundswell.Server.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Groundswell.Server.Tests.Hosting;

public sealed class CatalogueWatcherTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly CatalogueWatcherOptions Options = new();

    private readonly TemporaryFolder _disk = new();
    private readonly CurrentCatalogue _current = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CatalogueWatcher _watcher;

    public CatalogueWatcherTests()
    {
        Write("App");
        _watcher = Watch(Options);
    }

    private string Label => _current.Value.Symptoms[SymptomId.Parse("app")].Label;

    public void Dispose()
    {
        _watcher.Dispose();
        _disk.Dispose();
    }

    [Fact]
    public void A_valid_change_is_put_in_force()
    {
        _watcher.Reload(changeAnnounced: false);
        Write("Application");

        Assert.IsType<CatalogueReload.Swapped>(_watcher.Reload(changeAnnounced: false));
        Assert.Equal("Application", Label);
    }

    [Fact]
    public void Holidays_that_are_added_count_from_then_on_and_those_taken_away_do_not()
    {
        var iceland = RegionId.Parse("IS");
        var christmas = new DateTimeOffset(2025, 12, 25, 12, 0, 0, TimeSpan.Zero);
        _watcher.Reload(changeAnnounced: false);
        var before = _current.Value.Holidays;
        _disk.Write("holidays/is.yaml", "holidays: { IS: { offset-minutes: 0, days: [{ name: Christmas, on: 12-25 }] } }");
        _watcher.Reload(changeAnnounced: false);
        var with = _current.Value.Holidays;
        _disk.Write("holidays/is.yaml", "# none");
        _watcher.Reload(changeAnnounced: false);

        Assert.Same(HolidayCalendar.None, before);
        Assert.True(with.IsHoliday(iceland, christmas));
        Assert.Same(HolidayCalendar.None, _current.Value.Holidays);
    }

    [Fact]
    public void Files_that_did_not_change_are_left_alone()
    {
        _watcher.Reload(changeAnnounced: false);
        var before = _current.Value;

        Assert.IsType<CatalogueReload.Unchanged>(_watcher.Reload(changeAnnounced: false));
        Assert.Same(before, _current.Value);
    }

    [Fact]
    public void A_broken_change_is_refused_with_its_errors_and_the_old_catalogue_stays()
    {
        _watcher.Reload(changeAnnounced: false);
        var before = _current.Value;
        _disk.Write("a.yaml", "symptoms: { app: '' }\nservices: { Bad: {} }\n");

        var refused = Assert.IsType<CatalogueReload.Refused>(_watcher.Reload(changeAnnounced: false));

        Assert.Equal([1, 2], refused.Errors.Select(e => e.Line));
        Assert.Equal(refused.Errors, _watcher.LastErrors);
        Assert.Same(before, _current.Value);
    }

    [Fact]
    public void A_repaired_file_takes_the_errors_away()
    {
        _disk.Write("a.yaml", "symptoms: [");
        _watcher.Reload(changeAnnounced: false);
        Assert.NotEmpty(_watcher.LastErrors);

        Write("Mended");
        _watcher.Reload(changeAnnounced: false);

        Assert.Empty(_watcher.LastErrors);
        Assert.Equal("Mended", Label);
    }

    [Fact]
    public void A_directory_that_vanishes_takes_nothing_out_of_force()
    {
        _watcher.Reload(changeAnnounced: false);
        Directory.Move(_disk.Path, _disk.Path + ".away");
        var gone = _watcher.Reload(changeAnnounced: false);
        Directory.Move(_disk.Path + ".away", _disk.Path);

        Assert.Contains("cannot be read", Assert.Single(Assert.IsType<CatalogueReload.Refused>(gone).Errors).Reason, StringComparison.Ordinal);
        Assert.Equal("App", Label);
        Assert.IsType<CatalogueReload.Swapped>(_watcher.Reload(changeAnnounced: false));
    }

    [Fact]
    public async Task A_node_does_not_start_on_a_broken_catalogue()
    {
        _disk.Write("a.yaml", "symptoms: []");

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => _watcher.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("a.yaml:1:11: symptoms: must be a mapping", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_nobody_announces_is_seen_after_one_period()
    {
        using var watcher = Watch(Options with { ListensToChanges = false });
        await watcher.StartAsync(TestContext.Current.CancellationToken);
        var seen = WhenInForce("Application");
        Write("Application");

        _time.Advance(Options.Period);

        await seen.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await watcher.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_change_that_is_announced_needs_no_period()
    {
        using var watcher = Watch(Options with { Quiet = TimeSpan.Zero });
        await watcher.StartAsync(TestContext.Current.CancellationToken);
        var seen = WhenInForce("Application");

        Write("Application");

        await seen.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await watcher.StopAsync(TestContext.Current.CancellationToken);
    }

    private CatalogueWatcher Watch(CatalogueWatcherOptions options) =>
        new(new CatalogueFolder(_disk.Path), _current, options, _time, NullLogger<CatalogueWatcher>.Instance);

    /// <summary>A file being written can be seen empty in between, so it is the content that counts, not the first change.</summary>
    private Task WhenInForce(string label)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _current.Changed += (_, _) =>
        {
            if (_current.Value.Symptoms.Values.Any(s => s.Label == label))
            {
                seen.TrySetResult();
            }
        };
        return seen.Task;
    }

    private void Write(string label) => _disk.Write("a.yaml", $"symptoms: {{ app: {label} }}\n");
}
