using Groundswell.Storage;
using Microsoft.Extensions.Logging;

namespace Groundswell.Server.Hosting;

/// <summary>Stores what the shards hand over. What a full disk refuses is kept and tried again, in order.</summary>
internal sealed partial class RollupWriter(IRollups rollups, ILogger<RollupWriter> logger)
{
    private readonly List<ShardRollup> _unwritten = [];

    /// <summary>Whether the last try failed.</summary>
    public bool IsFailing { get; private set; }

    /// <returns>Whether everything is stored.</returns>
    public async Task<bool> WriteAsync(IEnumerable<ShardRollup> rollupsOfShards, long mark, int minute, CancellationToken cancellationToken)
    {
        _unwritten.AddRange(rollupsOfShards);
        try
        {
            await rollups.WriteAsync(_unwritten, mark, minute, cancellationToken);
            _unwritten.Clear();
            IsFailing = false;
        }
        catch (Exception exception) when (exception is Microsoft.Data.Sqlite.SqliteException or IOException)
        {
            if (!IsFailing)
            {
                Log.Refused(logger, exception);
            }

            IsFailing = true;
        }

        return !IsFailing;
    }

    private static partial class Log
    {
        [LoggerMessage(2010, LogLevel.Error, "The disk refuses rollups; they are kept in memory and tried again")]
        public static partial void Refused(ILogger logger, Exception exception);
    }
}
