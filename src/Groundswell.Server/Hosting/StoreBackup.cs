using Groundswell.Server.Sqlite;

namespace Groundswell.Server.Hosting;

/// <summary>
/// Copies a store, also while a node uses it. The files are copied one after the other, each as of one moment, in such an order that the copy
/// is a store as it could have been: what it has counted is in its journal, and every name that the journal's reports need is there.
/// </summary>
public static class StoreBackup
{
    private const string Unfinished = ".unfinished";

    /// <param name="folder">The store's.</param>
    /// <param name="target">A folder that is not there yet; it comes to be when everything is in it.</param>
    /// <param name="cancellationToken">Gives up between two files.</param>
    /// <returns>Files copied, and their bytes.</returns>
    /// <exception cref="IOException">There is no store, the target is there already, or the disk refused.</exception>
    /// <exception cref="InvalidDataException">A file is damaged: it is not copied, and neither is the rest.</exception>
    public static (int Files, long Bytes) Run(string folder, string target, CancellationToken cancellationToken)
    {
        if (Path.Exists(target))
        {
            throw new IOException($"{target} is there already; a backup goes into a new folder.");
        }

        if (!File.Exists(StoreLayout.DatabaseOf(folder)))
        {
            throw new IOException($"{folder} holds no store.");
        }

        var unfinished = target + Unfinished;
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        Directory.CreateDirectory(StoreLayout.JournalOf(unfinished));

        // Counts before the journal: what they hold is then in it. The ledger before the days: it claims nothing that they lack.
        long bytes = 0;
        var files = StoreLayout.FilesOf(folder);
        foreach (var path in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var copy = Path.Combine(unfinished, Path.GetRelativePath(folder, path));
            CopyFile(path, copy);
            bytes += new FileInfo(copy).Length;
        }

        // A service that came into the catalogue meanwhile may have reports in the copied journal.
        using (var from = SqliteFile.OpenToRead(StoreLayout.DatabaseOf(folder)))
        using (var to = SqliteNames.Open(StoreLayout.DatabaseOf(unfinished)))
        {
            SqliteNames.Merge(from, to);
        }

        Directory.Move(unfinished, target);
        return (files.Count, bytes);
    }

    private static void CopyFile(string path, string copy)
    {
        if (StoreFault.Find(path, isThorough: false) is { } fault)
        {
            throw new InvalidDataException(fault.ToString());
        }

        using (var from = SqliteFile.OpenToRead(path))
        {
            from.CopyTo(copy);
        }

        // On disk before it is called a backup.
        using var written = File.OpenHandle(copy, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(written);
    }
}
