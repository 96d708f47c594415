using System.Globalization;

namespace Groundswell.Sensing.Vantages;

/// <summary>
/// Batches that wait for the node, on disk: a file each, named by its sequence, written beside and then renamed, so that a crash leaves
/// whole ones only. Bounded in number and octets: the oldest goes first, and is counted. Where the disk refuses, the latest few wait in
/// memory. One process holds a folder. Shared state is under one lock.
/// </summary>
public sealed class ResultSpool : IDisposable
{
    /// <summary>Batches that wait in memory while the disk refuses.</summary>
    public const int MostHeld = 100;

    private const string Suffix = ".batch";
    private const string OwnTimeSuffix = ".own-time.batch";

    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, Entry> _waiting = [];
    private readonly string _folder;
    private readonly int _most;
    private readonly long _mostBytes;
    private readonly FileStream _holder;
    private long _next;
    private long _bytes;
    private int _held;

    /// <param name="folder">Made if it is not there.</param>
    /// <param name="most">Batches that are kept.</param>
    /// <param name="mostBytes">Octets that are kept.</param>
    /// <param name="now">Sequences begin with the clock where the folder does not know better, so that a lost folder repeats none.</param>
    /// <exception cref="IOException">Another process holds the folder, or it cannot be written.</exception>
    public ResultSpool(string folder, int most, long mostBytes, DateTimeOffset now)
    {
        (_folder, _most, _mostBytes) = (Make(folder), most, mostBytes);
        _holder = new FileStream(Path.Combine(_folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        foreach (var torn in Directory.EnumerateFiles(_folder, "*.tmp"))
        {
            File.Delete(torn);
        }

        foreach (var file in new DirectoryInfo(_folder).EnumerateFiles("*" + Suffix))
        {
            if (long.TryParse(file.Name.AsSpan(0, file.Name.IndexOf('.', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            {
                _waiting[sequence] = new Entry(file.Length, !file.Name.EndsWith(OwnTimeSuffix, StringComparison.Ordinal), null);
                _bytes += file.Length;
            }
        }

        _next = new[] { now.ToUnixTimeMilliseconds() * 1000, _waiting.Keys.LastOrDefault() + 1, ReadSent() + 1 }.Max();
        Trim();
    }

    /// <summary>Batches dropped because too many waited or their file was lost, since the start.</summary>
    public long Dropped { get; private set; }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>What the disk said when it last refused a batch; null where it took it.</summary>
    public string? Refusal { get; private set; }

    private string SentPath => Path.Combine(_folder, "sent");

    /// <summary>Keeps a batch until it is taken off.</summary>
    public void Add(byte[] batch, bool isCorrected)
    {
        ArgumentNullException.ThrowIfNull(batch);
        lock (_lock)
        {
            var sequence = _next++;
            var isKept = TryWrite(PathOf(sequence, isCorrected), batch, isDurable: true);
            _waiting[sequence] = new Entry(batch.Length, isCorrected, isKept ? null : batch);
            _bytes += batch.Length;
            _held += isKept ? 0 : 1;
            Trim();
        }
    }

    /// <summary>The oldest batch; null where none waits.</summary>
    public SpooledBatch? Peek()
    {
        lock (_lock)
        {
            while (_waiting.Count > 0)
            {
                var (sequence, entry) = _waiting.First();
                try
                {
                    return new SpooledBatch(sequence, entry.Held ?? File.ReadAllBytes(PathOf(sequence, entry.IsCorrected)), entry.IsCorrected);
                }
                catch (Exception loss) when (loss is IOException or UnauthorizedAccessException)
                {
                    Drop(sequence);
                }
            }

            return null;
        }
    }

    /// <summary>Takes off a batch that the node has.</summary>
    public void Remove(long sequence)
    {
        lock (_lock)
        {
            if (_waiting.ContainsKey(sequence))
            {
                Forget(sequence);
                TryWrite(SentPath, System.Text.Encoding.ASCII.GetBytes(sequence.ToString(CultureInfo.InvariantCulture)), isDurable: false);
            }
        }
    }

    /// <summary>Gives what waits numbers above another, in the same order: the node has taken higher ones than these.</summary>
    /// <returns>Whether it went through; where it did not, the order holds all the same.</returns>
    public bool TryRenumber(long above)
    {
        lock (_lock)
        {
            var first = Math.Max(above, _waiting.Keys.LastOrDefault()) + 1;
            var old = _waiting.ToList();
            _next = Math.Max(_next, first + old.Count);
            try
            {
                // The latest first: whenever it breaks off, the order holds.
                for (var i = old.Count - 1; i >= 0; i--)
                {
                    var (sequence, entry) = old[i];
                    if (entry.Held is null)
                    {
                        File.Move(PathOf(sequence, entry.IsCorrected), PathOf(first + i, entry.IsCorrected), overwrite: true);
                    }

                    _waiting.Remove(sequence);
                    _waiting[first + i] = entry;
                }

                return true;
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                Refusal = refusal.Message;
                return false;
            }
        }
    }

    public void Dispose() => _holder.Dispose();

    // The plan lies here too, and its probes may bear credentials.
    private static string Make(string folder) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(folder).FullName
        : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;

    private void Trim()
    {
        while (_waiting.Count > _most || (_bytes > _mostBytes && _waiting.Count > 0))
        {
            Drop(_waiting.First().Key);
        }

        while (_held > MostHeld)
        {
            Drop(_waiting.First(w => w.Value.Held is not null).Key);
        }
    }

    private void Drop(long sequence)
    {
        Forget(sequence);
        Dropped++;
    }

    private void Forget(long sequence)
    {
        _waiting.Remove(sequence, out var entry);
        _bytes -= entry!.Size;
        if (entry.Held is not null)
        {
            _held--;
            return;
        }

        try
        {
            File.Delete(PathOf(sequence, entry.IsCorrected));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            Refusal = refusal.Message; // after a restart it is sent again, and the node knows its number
        }
    }

    private bool TryWrite(string path, ReadOnlySpan<byte> bytes, bool isDurable)
    {
        try
        {
            using (var file = new FileStream(path + ".tmp", FileMode.Create, FileAccess.Write))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: isDurable);
            }

            File.Move(path + ".tmp", path, overwrite: true);
            Refusal = null;
            return true;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            Refusal = refusal.Message;
            return false;
        }
    }

    private long ReadSent()
    {
        try
        {
            return File.Exists(SentPath) && long.TryParse(File.ReadAllText(SentPath), NumberStyles.None, CultureInfo.InvariantCulture, out var sent) ? sent : 0;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private string PathOf(long sequence, bool isCorrected) =>
        Path.Combine(_folder, sequence.ToString("D20", CultureInfo.InvariantCulture) + (isCorrected ? Suffix : OwnTimeSuffix));

    /// <param name="Size">Octets.</param>
    /// <param name="IsCorrected">Whether its times are the node's.</param>
    /// <param name="Held">The batch itself where the disk refused it.</param>
    private sealed record Entry(long Size, bool IsCorrected, byte[]? Held);
}
