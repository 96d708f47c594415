using System.Security.Cryptography;
using Groundswell.Signals;
using Groundswell.Storage;
using Microsoft.Data.Sqlite;

namespace Groundswell.Server.Sqlite;

/// <summary>The daily secrets in the embedded store. A day that is over by more than a day has no secret any more.</summary>
internal sealed class SqliteReporterKeys(StorePath path) : IReporterKeys, IDisposable
{
    // secure_delete: a deleted key must not linger in a free page.
    private const string Schema = "PRAGMA secure_delete=ON; CREATE TABLE IF NOT EXISTS reporter_keys(day INTEGER PRIMARY KEY, secret BLOB NOT NULL);";

    private readonly Lock _gate = new();
    private readonly SqliteFile _file = SqliteFile.Open(path, Schema);
    private volatile ReporterKey[] _known = [];

    /// <summary>Why the disk refused the last new key; null where it did not.</summary>
    public string? Refusal { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="JournalUnavailableException">The disk refuses a new one: without it no report can be taken.</exception>
    public ReporterKey KeyOf(DateOnly day)
    {
        foreach (var key in _known)
        {
            if (key.Day == day)
            {
                return key;
            }
        }

        lock (_gate)
        {
            try
            {
                var key = Load(day);
                Refusal = null;
                return key;
            }
            catch (SqliteException exception)
            {
                Refusal = exception.Message;
                throw new JournalUnavailableException("The report could not be stored; try again later.", exception);
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private ReporterKey Load(DateOnly day)
    {
        using var add = _file.Prepare("INSERT OR IGNORE INTO reporter_keys VALUES(?1, ?2)");
        add.Bind(1, day.DayNumber);
        add.Bind(2, RandomNumberGenerator.GetBytes(ReporterKey.SecretLength));
        add.Run();
        using var forget = _file.Prepare("DELETE FROM reporter_keys WHERE day < ?1");
        forget.Bind(1, day.DayNumber - 1);
        forget.Run();
        using var read = _file.Prepare("SELECT secret FROM reporter_keys WHERE day=?1");
        read.Bind(1, day.DayNumber);
        read.Read();
        var key = new ReporterKey(day, read.Blob(0).ToArray());
        _known = [key, .. _known.Where(k => k.Day >= day.AddDays(-1) && k.Day != day)];
        return key;
    }
}
