using System.Buffers;

namespace Groundswell.Detection;

/// <summary>
/// What the services of one category have learned together of their day and week: a new service of it borrows this until it has shown its
/// own. Each service counts alike, however busy it is, once it has some thousand reports.
/// </summary>
public sealed class CategoryRhythm
{
    private const double FullReports = 5000;
    private const double Dispersion = 2;
    private static readonly double Minute = TimeSpan.FromMinutes(1).TotalSeconds;

    private readonly Rhythm _rhythm;

    private CategoryRhythm(string category, Rhythm rhythm)
    {
        Category = category;
        _rhythm = rhythm;
        Content = Write(rhythm);
    }

    /// <summary>As it travels between shards.</summary>
    /// <exception cref="ArgumentException">The bytes are not of this version.</exception>
    public CategoryRhythm(string category, ReadOnlyMemory<byte> content)
    {
        Category = category;
        Content = content;
        _rhythm = new Rhythm(Minute);
        var cursor = SnapshotCursor.From(content.Span);
        _rhythm.Exchange(ref cursor);
        if (cursor.IsBroken || !cursor.IsAtEnd)
        {
            throw new ArgumentException("It is damaged, or of another version.", nameof(content));
        }
    }

    public string Category { get; }

    public ReadOnlyMemory<byte> Content { get; }

    internal Rhythm Rhythm => _rhythm;

    /// <summary>Of the services of a shard, by category; those that have not lived through a day yet have nothing to lend.</summary>
    public static IReadOnlyList<CategoryRhythm> Pool(IEnumerable<(string Category, ServiceDetector Detector)> services) =>
        Pool(services.Where(s => s.Detector.Rhythm is not null).Select(s => (s.Category, s.Detector.Rhythm!)));

    /// <summary>The same categories of several shards as one.</summary>
    public static IReadOnlyList<CategoryRhythm> Pool(IEnumerable<CategoryRhythm> ofShards) =>
        Pool(ofShards.Select(r => (r.Category, r._rhythm)), double.PositiveInfinity);

    private static List<CategoryRhythm> Pool(IEnumerable<(string Category, Rhythm Rhythm)> rhythms, double fullReports = FullReports)
    {
        var pools = new SortedDictionary<string, Rhythm>(StringComparer.Ordinal);
        foreach (var (category, rhythm) in rhythms)
        {
            if (!pools.TryGetValue(category, out var pool))
            {
                pools.Add(category, pool = new Rhythm(Minute));
            }

            pool.Pool(rhythm, fullReports);
        }

        foreach (var pool in pools.Values)
        {
            pool.Fit(Dispersion, null);
        }

        return [.. pools.Select(pool => new CategoryRhythm(pool.Key, pool.Value))];
    }

    private static ReadOnlyMemory<byte> Write(Rhythm rhythm)
    {
        var content = new ArrayBufferWriter<byte>();
        var cursor = SnapshotCursor.Into(content);
        rhythm.Exchange(ref cursor);
        return content.WrittenMemory;
    }
}
