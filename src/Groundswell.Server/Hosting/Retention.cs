using Groundswell.Server.Hosting.Settings;
using Groundswell.Server.Sqlite;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting;

/// <summary>Deletes what is older than it may become, once a day; what cannot be deleted is tried again soon. One caller at a time.</summary>
internal sealed partial class Retention(
    SqliteJournal journal, RollupWriter rollups, ObservationFollower observations, NodeSettings settings, ILogger<Retention> logger)
{
    /// <summary>
    /// Nothing is deleted before the clock has gone evenly for so long: one that starts or jumps years ahead is mostly put right within it, and
    /// would else take the whole journal along.
    /// </summary>
    public static readonly TimeSpan SteadyFor = TimeSpan.FromHours(1);

    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMinutes(1);

    private DateOnly _done;
    private DateTimeOffset _tried;
    private volatile string? _trouble;

    /// <summary>Why something is kept for longer than the settings say; null where nothing is.</summary>
    public string? Trouble => _trouble;

    public async Task DeleteOldAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime((now - settings.JournalRetention).UtcDateTime);
        if (day == _done || (_trouble is not null && (now - _tried).Duration() < TryAgainAfter))
        {
            return;
        }

        _tried = now;
        try
        {
            var isAllGone = journal.DeleteBefore(day, await rollups.ReadStoredAsync(cancellationToken));
            await observations.DeleteBeforeAsync(now - settings.JournalRetention, cancellationToken);
            _trouble = isAllGone ? null : "Some of them are not in the stored counts yet.";
            _done = isAllGone ? day : default;
        }
        catch (Exception exception) when (exception is Microsoft.Data.Sqlite.SqliteException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            if (_trouble is null)
            {
                Log.Kept(logger, exception);
            }

            _trouble = exception.Message;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3070, LogLevel.Error, "What is older than it may become cannot be deleted; it is tried again every minute")]
        public static partial void Kept(ILogger logger, Exception exception);
    }
}
