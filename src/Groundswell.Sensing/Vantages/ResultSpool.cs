using System.Globalization;

namespace Groundswell.Sensing.Vantages;

/// <summary>
/// Batches that wait for the node, on disk: a file each, named by its sequence, written beside and then renamed, so that a crash leaves
/// whole ones only. Bounded: the oldest goes first, and is counted. One caller at a time.
/// </summary>
public sealed class ResultSpool
{
    private const string Suffix = ".batch";

    private readonly string _folder;
    private readonly int _most;
    private long _next;

    /// <param name="folder">Made if it is not there.</param>
    /// <param name="most">Batches that are kept.</param>
    /// <param name="now">Sequences begin with the clock where the folder is empty, so that a lost folder repeats none.</param>
    public ResultSpool(string folder, int most, DateTimeOffset now)
    {
        (_folder, _most) = (Directory.CreateDirectory(folder).FullName, most);
        foreach (var torn in Directory.EnumerateFiles(_folder, "*.tmp"))
        {
            File.Delete(torn);
        }

        _next = Math.Max(now.ToUnixTimeMilliseconds() * 1000, Sequences().DefaultIfEmpty().Max() + 1);
    }

    /// <summary>Batches dropped because too many waited.</summary>
    public long Dropped { get; private set; }

    public int Count => Sequences().Count();

    /// <summary>Keeps a batch until it is taken off.</summary>
    public void Add(ReadOnlySpan<byte> batch)
    {
        var path = PathOf(_next++);
        using (var file = new FileStream(path + ".tmp", FileMode.Create, FileAccess.Write))
        {
            file.Write(batch);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".tmp", path, overwrite: true);
        foreach (var old in Sequences().Order().SkipLast(_most).ToList())
        {
            File.Delete(PathOf(old));
            Dropped++;
        }
    }

    /// <summary>The oldest batch; null where none waits.</summary>
    public (long Sequence, byte[] Batch)? Peek()
    {
        var oldest = Sequences().DefaultIfEmpty(-1).Min();
        return oldest < 0 ? null : (oldest, File.ReadAllBytes(PathOf(oldest)));
    }

    /// <summary>Takes off a batch that the node has.</summary>
    public void Remove(long sequence) => File.Delete(PathOf(sequence));

    private string PathOf(long sequence) => Path.Combine(_folder, sequence.ToString("D20", CultureInfo.InvariantCulture) + Suffix);

    private IEnumerable<long> Sequences() =>
        from path in Directory.EnumerateFiles(_folder, "*" + Suffix)
        where long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select long.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture);
}
