using System.Threading.Channels;
using Groundswell.Catalogue;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting;

/// <summary>
/// Keeps the catalogue in force equal to the files on disk. A valid change is swapped in; a broken one is refused with all its
/// errors, and the old catalogue stays. One loop calls <see cref="Reload"/>; other threads only read <see cref="LastErrors"/>.
/// </summary>
internal sealed partial class CatalogueWatcher(
    CatalogueFolder folder, CurrentCatalogue current, CatalogueWatcherOptions options, TimeProvider time, ILogger<CatalogueWatcher> logger)
    : BackgroundService
{
    // One pending hint says as much as many.
    private readonly Channel<bool> _hints =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly PeriodicTimer _ticks = new(options.Period, time);
    private FileSystemWatcher? _changes;
    private IReadOnlyList<CatalogueError> _lastErrors = [];
    private string? _stamp;

    /// <summary>What is wrong with the files as they lie on disk now; empty while they are what is in force.</summary>
    public IReadOnlyList<CatalogueError> LastErrors => Volatile.Read(ref _lastErrors);

    /// <summary>Looks at the files and, where they changed, puts them in force or refuses them.</summary>
    /// <param name="changeAnnounced">Reads the files even if names, sizes and times are those of the last look.</param>
    public CatalogueReload Reload(bool changeAnnounced)
    {
        try
        {
            var stamp = folder.Stamp();
            if (stamp == _stamp && !changeAnnounced)
            {
                return new CatalogueReload.Unchanged();
            }

            // Taken before the reading: a change meanwhile differs from it, and is seen at the next look.
            _stamp = stamp;
            return folder.Read() switch
            {
                CatalogueReadResult.Valid valid => Accept(valid.Catalogue),
                CatalogueReadResult.Broken broken => Refuse(broken.Errors),
                var other => throw new InvalidOperationException($"No answer to {other.GetType().Name}."),
            };
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            _stamp = null;
            return Refuse([new CatalogueError { File = folder.Path, Field = "", Reason = $"cannot be read: {refusal.Message}" }]);
        }
    }

    /// <summary>The first reading happens before the node serves anyone, and a node without a valid catalogue does not start.</summary>
    /// <exception cref="InvalidOperationException">The catalogue is broken; the message lists every error.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Listening begins first, so that no change falls between the first reading and the loop.
        _changes = options.ListensToChanges ? Listen() : null;
        return Reload(changeAnnounced: true) is CatalogueReload.Refused refused
            ? throw new InvalidOperationException($"The catalogue in {folder.Path} has errors:\n{string.Join('\n', refused.Errors)}")
            : base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _changes?.Dispose();
        _ticks.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var tick = _ticks.WaitForNextTickAsync(stoppingToken).AsTask();
            var hint = _hints.Reader.ReadAsync(stoppingToken).AsTask();
            while (true)
            {
                var announced = await Task.WhenAny(tick, hint) == hint;
                if (announced)
                {
                    await hint;
                    await BecomeQuietAsync(stoppingToken);
                    hint = _hints.Reader.ReadAsync(stoppingToken).AsTask();
                }
                else
                {
                    await tick;
                    tick = _ticks.WaitForNextTickAsync(stoppingToken).AsTask();
                }

                Reload(announced);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task BecomeQuietAsync(CancellationToken cancellationToken)
    {
        do
        {
            await Task.Delay(options.Quiet, time, cancellationToken);
        }
        while (_hints.Reader.TryRead(out _));
    }

    /// <returns>Null where the system cannot announce changes; the periodic look then does alone.</returns>
    private FileSystemWatcher? Listen()
    {
        try
        {
            var watcher = new FileSystemWatcher(folder.Path) { IncludeSubdirectories = true };
            watcher.Changed += Hint;
            watcher.Created += Hint;
            watcher.Deleted += Hint;
            watcher.Renamed += Hint;
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception refusal) when (refusal is IOException or ArgumentException or UnauthorizedAccessException)
        {
            Log.ChangesNotAnnounced(logger, folder.Path, options.Period, refusal.Message);
            return null;
        }
    }

    private void Hint(object sender, FileSystemEventArgs change) => _hints.Writer.TryWrite(true);

    private CatalogueReload.Swapped Accept(ServiceCatalogue catalogue)
    {
        Volatile.Write(ref _lastErrors, []);
        current.Swap(catalogue);
        Log.Swapped(logger, catalogue.Services.Count, catalogue.Components.Count, folder.Path);
        return new CatalogueReload.Swapped(catalogue);
    }

    private CatalogueReload.Refused Refuse(IReadOnlyList<CatalogueError> errors)
    {
        var known = LastErrors;
        Volatile.Write(ref _lastErrors, errors);
        if (!known.SequenceEqual(errors))
        {
            Log.Refused(logger, errors.Count, folder.Path);
            foreach (var error in errors)
            {
                Log.Error(logger, error);
            }
        }

        return new CatalogueReload.Refused(errors);
    }

    private static partial class Log
    {
        [LoggerMessage(5000, LogLevel.Information, "Catalogue in force: {Services} services and {Components} components from {Folder}.")]
        public static partial void Swapped(ILogger logger, int services, int components, string folder);

        [LoggerMessage(5001, LogLevel.Error, "The catalogue in {Folder} has {Count} errors and is not put in force.")]
        public static partial void Refused(ILogger logger, int count, string folder);

        [LoggerMessage(5002, LogLevel.Error, "{Error}")]
        public static partial void Error(ILogger logger, CatalogueError error);

        [LoggerMessage(5003, LogLevel.Warning, "Changes in {Folder} are not announced ({Reason}); it is looked at every {Period}.")]
        public static partial void ChangesNotAnnounced(ILogger logger, string folder, TimeSpan period, string reason);
    }
}
