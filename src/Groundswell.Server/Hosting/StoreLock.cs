using Groundswell.Server.Sqlite;

namespace Groundswell.Server.Hosting;

/// <summary>Keeps a second process from writing to the same embedded store. Held as long as the process lives or until it is disposed.</summary>
public sealed class StoreLock : IDisposable
{
    private const string FileName = "lock";

    private readonly string _path;
    private FileStream _file;
    private HeldFile _held;

    private StoreLock(FileStream file, string path)
    {
        (_file, _path) = (file, path);
        _held = new HeldFile(path);
    }

    /// <param name="folder">The store's folder; made if it is not there.</param>
    /// <exception cref="IOException">Another process holds it, or the folder cannot be written; the message says which folder.</exception>
    public static StoreLock Take(string folder)
    {
        var full = Path.GetFullPath(folder);
        var path = Path.Combine(full, FileName);
        try
        {
            if (File.Exists(full))
            {
                throw new IOException("it is a file.");
            }

            Directory.CreateDirectory(full);
            return new StoreLock(Open(path), path);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The folder {full} cannot be used: {Reason(full, refusal)}{(IsHeld(path) ? " Is another node running on it?" : "")}", refusal);
        }
    }

    // That a folder could not be made is told of it by the system as of a file that is missing.
    private static string Reason(string full, Exception refusal)
    {
        if (refusal is not (FileNotFoundException or DirectoryNotFoundException) || Directory.Exists(full))
        {
            return refusal.Message;
        }

        var above = Path.GetDirectoryName(full);
        while (above is not null && !Path.Exists(above))
        {
            above = Path.GetDirectoryName(above);
        }

        return $"{(File.Exists(above) ? $"{above} is a file" : $"no folder can be made in {above}")}.";
    }

    /// <summary>
    /// Whether another process may use the store, because somebody took the lock's file away. It is made and taken again where it can be. One
    /// caller at a time.
    /// </summary>
    /// <returns>Why nothing may be written; null where the store is still this process's alone.</returns>
    public string? FindIntruder()
    {
        if (_held.FindFault() is null)
        {
            return null;
        }

        try
        {
            var again = Open(_path);
            _file.Dispose();
            (_file, _held) = (again, new HeldFile(_path));
            return null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return $"{_path} was taken away, and cannot be taken again: {refusal.Message} Another process may use the store: end one of them.";
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    // It can be opened beside its holder only.
    private static bool IsHeld(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return File.Exists(path);
        }
    }
}
